"""The linter of benchmarks, L1 to L10: what is wrong, where, in plain Chinese. Pure functions over data.

L1  tier outside the statutory band          L6  减轻 though the statute has no least amount
L2  tiers with a gap or an overlap           L7  branches not exclusive or not exhaustive
L3  cites a repealed statute                 L8  contradicts the benchmark of a higher level
L4  older than the statute's amendment       L9  万元 read as 元
L5  expired, lapsed or replaced              L10 并处 and 可以并处 at once
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from zhifa.benchmarks import lint_cases, lint_ranges
from zhifa.benchmarks.choosing import tiers_of
from zhifa.benchmarks.fault import Fault, Severity
from zhifa.benchmarks.model import Benchmark, Branch, Level, Range, Standing
from zhifa.benchmarks.statutes import statute

RANK = {Level.NATION: 0, Level.PROVINCE: 1, Level.CITY: 2, Level.COUNTY: 3}
_MAY = re.compile(r"可以?并处")
_MUST = re.compile(r"(?<!可以)(?<!可)并处")


def lint(benchmarks: Sequence[Benchmark], on: date) -> list[Fault]:
    """Everything wrong with each, and between them; ``on``: the day from which it is looked at."""
    alone = [fault for each in benchmarks for fault in lint_one(each, on)]
    return [*alone, *contradictions(benchmarks)]


def lint_one(benchmark: Benchmark, on: date) -> list[Fault]:
    return [
        *lint_ranges.outside_band(benchmark),
        *lint_ranges.meeting_badly(benchmark),
        *lint_cases.tiers_by_facts(benchmark),
        *_repealed(benchmark, on),
        *_outdated(benchmark),
        *_expired(benchmark, on),
        *lint_ranges.mitigation_without_minimum(benchmark),
        *lint_cases.branches_by_facts(benchmark),
        *lint_ranges.ten_thousands(benchmark),
        *_may_and_must(benchmark),
    ]


def contradictions(benchmarks: Iterable[Benchmark]) -> list[Fault]:
    """L8: a lower level may refine a higher one's tiers, never exceed them (国办发〔2022〕27号)."""
    groups: dict[tuple[str, ...], list[Benchmark]] = defaultdict(list)
    for each in benchmarks:
        groups[(each.violation, *sorted(f"{cited.law}{cited.article}" for cited in each.penalising))].append(each)
    found = []
    for group in groups.values():
        for lower in group:
            higher = [each for each in group if RANK[each.level] < RANK[lower.level]]
            found += [fault for each in higher for fault in _exceeds(lower, each)]
    return found


def _repealed(benchmark: Benchmark, on: date) -> Iterator[Fault]:
    for cited in benchmark.penalising:
        known = statute(cited.law)
        if known is not None and known.repealed_on is not None and known.repealed_on <= on:
            instead = f",由《{known.by}》取代" if known.by else ""
            words = f"引用的《{cited.law}》已于{known.repealed_on}废止{instead}(来源:{known.source})。"
            yield Fault("L3", benchmark.code, "处罚依据", Severity.ERROR, words)


def _outdated(benchmark: Benchmark) -> Iterator[Fault]:
    made = benchmark.published_on or benchmark.valid_from
    for cited in benchmark.penalising:
        known = statute(cited.law)
        if known is not None and known.amended_on is not None and made < known.amended_on:
            words = f"基准制定于{made},早于《{cited.law}》{known.amended_on}的修订,须重新核对(来源:{known.source})。"
            yield Fault("L4", benchmark.code, "处罚依据", Severity.WARNING, words)


def _expired(benchmark: Benchmark, on: date) -> Iterator[Fault]:
    if benchmark.valid_to is not None and benchmark.valid_to < on:
        yield Fault("L5", benchmark.code, "有效期", Severity.ERROR, f"该基准已于{benchmark.valid_to}失效。")
    elif benchmark.standing is not Standing.IN_FORCE:
        instead = f":{benchmark.replaced_by}" if benchmark.replaced_by else ""
        state = "失效" if benchmark.standing is Standing.LAPSED else "被上级或者新的基准替代"
        yield Fault("L5", benchmark.code, "状态", Severity.ERROR, f"该基准已{state}{instead}。")


def _may_and_must(benchmark: Benchmark) -> Iterator[Fault]:
    for branch in benchmark.branches:
        text = " ".join([branch.label, *branch.measures, *(m for tier in branch.tiers for m in tier.measures)])
        if _MAY.search(text) and _MUST.search(text):
            words = "同时写有“并处”和“可以并处”,是否必须罚款不明确。"
            yield Fault("L10", benchmark.code, branch.label, Severity.WARNING, words)
        elif _MAY.search(text) and branch.fine is not None and not branch.optional:
            words = "文字是“可以并处”,却没有标明罚款可以不处。"
            yield Fault("L10", benchmark.code, branch.label, Severity.WARNING, words)


def _exceeds(lower: Benchmark, higher: Benchmark) -> Iterator[Fault]:
    for (branch, level), range_ in _by_level(lower).items():
        allowed = _by_level(higher).get((branch, level))
        if allowed is not None and not _inside(range_, allowed):
            words = (
                f"“{level}”{range_.min}至{range_.max}超出上级基准{higher.code}({higher.issuer})的"
                f"{allowed.min}至{allowed.max}:下级只能细化,不得超出(国办发〔2022〕27号)。"
            )
            yield Fault("L8", lower.code, level, Severity.ERROR, words)


def _by_level(benchmark: Benchmark) -> dict[tuple[str, str], Range]:
    return {
        (_case(branch), tier.level): tier.range
        for branch in benchmark.branches
        for tier in tiers_of(benchmark, branch)
        if tier.range is not None
    }


def _case(branch: Branch) -> str:
    return f"{branch.stage} {[(each.fact, each.op, each.value) for each in branch.when]}"


def _inside(inner: Range, outer: Range) -> bool:
    """Counted differently, they cannot be compared, and nothing is said."""
    if (inner.unit, inner.of) != (outer.unit, outer.of):
        return True
    return Decimal(outer.min) <= Decimal(inner.min) and Decimal(inner.max) <= Decimal(outer.max)
