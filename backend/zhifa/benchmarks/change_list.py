"""What changed between two versions of a benchmark, line by line, in plain Chinese. Pure."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

import msgspec

from zhifa.benchmarks.answer import UNIT_WORDS
from zhifa.benchmarks.choosing import tiers_of
from zhifa.benchmarks.model import Article, Benchmark, Branch, Range, Tier
from zhifa.benchmarks.trace import condition_words, ends

NOTHING = "(无)"
_PLAIN = {
    "field": "领域",
    "violation": "违法行为",
    "authority": "执法部门",
    "level": "层级",
    "issuer": "制定机关",
    "valid_from": "施行日期",
    "valid_to": "失效日期",
    "law_from": "法条现行文本施行日期",
    "party": "适用对象",
    "note": "备注",
    "standing": "状态",
    "replaced_by": "替代文件",
    "published_on": "发布日期",
    "demo": "演示标记",
}


class Difference(msgspec.Struct, frozen=True):
    """``what``: which line; values as they are read."""

    what: str
    before: str
    after: str


def changes(before: Benchmark, after: Benchmark) -> list[Difference]:
    """Empty where the two say the same."""
    return [change for change in _all(before, after) if change.before != change.after]


def _all(before: Benchmark, after: Benchmark) -> Iterator[Difference]:
    for name, words in _PLAIN.items():
        yield Difference(words, _text(getattr(before, name)), _text(getattr(after, name)))
    yield Difference("处罚依据", _articles(before.penalising), _articles(after.penalising))
    yield Difference("违反条款", _articles(before.violated), _articles(after.violated))
    yield Difference("共同措施", _join(before.measures), _join(after.measures))
    yield Difference(
        "不予、从轻、减轻等清单", _join(g.title for g in before.grounds), _join(g.title for g in after.grounds)
    )
    yield Difference("来源", _source(before), _source(after))
    old, new = ({branch.id: branch for branch in each.branches} for each in (before, after))
    for name in dict.fromkeys([*old, *new]):
        yield from _branch(before, old.get(name), after, new.get(name))


def _branch(before: Benchmark, old: Branch | None, after: Benchmark, new: Branch | None) -> Iterator[Difference]:
    if old is None or new is None:
        yield Difference("适用情形", old.label if old else NOTHING, new.label if new else NOTHING)
        return
    name = f"“{new.label}”"
    yield Difference(f"{name}名称", old.label, new.label)
    yield Difference(f"{name}条件", _when(before, old), _when(after, new))
    yield Difference(f"{name}法定罚款", _range(old.fine), _range(new.fine))
    yield Difference(f"{name}对责任人员罚款", _range(old.person), _range(new.person))
    yield Difference(f"{name}是否可以不罚款", _text(old.optional), _text(new.optional))
    yield Difference(f"{name}其他措施", _join(old.measures), _join(new.measures))
    for one, other in zip_longest(tiers_of(before, old), tiers_of(after, new)):
        yield from _tier(name, before, one, after, other)


def _tier(name: str, before: Benchmark, old: Tier | None, after: Benchmark, new: Tier | None) -> Iterator[Difference]:
    level = (new or old).level  # type: ignore[union-attr]
    yield Difference(f"{name}阶次", old.level if old else NOTHING, new.level if new else NOTHING)
    if old is not None and new is not None:
        yield Difference(f"{name}“{level}”罚款", _range(old.range), _range(new.range))
        yield Difference(f"{name}“{level}”条件", _when(before, old), _when(after, new))
        yield Difference(f"{name}“{level}”其他措施", _join(old.measures), _join(new.measures))


def _when(said: Benchmark, part: Branch | Tier) -> str:
    return _join(condition_words(said, each) for each in part.when)


def _range(range_: Range | None) -> str:
    if range_ is None:
        return NOTHING
    return ends(range_.min, range_.max, range_.min_inclusive, range_.max_inclusive, UNIT_WORDS[range_.unit])


def _articles(articles: list[Article]) -> str:
    return _join(f"《{each.law}》{each.article}{f'({each.version})' if each.version else ''}" for each in articles)


def _source(benchmark: Benchmark) -> str:
    said = benchmark.source
    parts = [said.document, said.statute, said.statute_confidence, said.tiers, said.tiers_confidence, said.check]
    return _join(each for each in parts if each)


def _join(parts: Iterable[str]) -> str:
    return ";".join(parts) or NOTHING


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return NOTHING if value is None else str(value)
