"""Writes tests/vectors/benchmarks from the demo library: ``python -m tests.benchmarks.generate``.

For each benchmark every combination of its choices, and for each number the value of every condition, the step
below and the step above it; for some also the rows of the four lists, the subject's history, and both sides of the
day on which the law changed. What is expected is what the server's calculator says on the day of generating;
``core.json`` beside the generated files is written by hand and never touched here.
"""

import itertools
import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from tests.benchmarks import formulas_made
from zhifa.benchmarks.calculator import assess
from zhifa.benchmarks.choosing import tiers_of
from zhifa.benchmarks.exact import plain
from zhifa.benchmarks.history import Past
from zhifa.benchmarks.model import ACT_DATE, LAW, Benchmark, Condition, Ground, Op, Question
from zhifa.demo.benchmarks import library

FOLDER = Path(__file__).parents[1] / "vectors" / "benchmarks"
WHOLE = {"人", "次", "台(套)"}
WITH_LISTS = {"FD-05", "UM-02", "EN-02"}
ACT = "2026-09-30"
#: Of the same kind on the first day of a window of 24 months, on the day before it, and another kind.
PASTS = [[], [("same", "2024-09-30")], [("same", "2024-09-29")], [("same", "2026-01-01"), ("other", "2026-01-01")]]

Case = dict[str, Any]


def cases(benchmark: Benchmark) -> list[Case]:
    """Facts that reach every branch, every tier and both sides of every boundary; and no facts at all."""
    values = [[(each.fact, value) for value in _values(benchmark, each)] for each in benchmark.questions]
    made = [dict(chosen) for chosen in itertools.product(*values)]
    whole = [*([{}] if benchmark.questions else []), *made]
    every = [{"facts": facts} for facts in whole]
    if benchmark.code in WITH_LISTS:
        every += [case for ground in benchmark.grounds for case in _list_cases(benchmark, ground, made[0])]
    if any(each.months for each in benchmark.questions):
        every += _remembered(benchmark, {})
    return every + [{"facts": facts} for facts in _dated(benchmark, made[0])]


def vector(benchmark: Benchmark) -> dict[str, Any]:
    told = [case | {"expect": answer(benchmark, case)} for case in cases(benchmark)]
    return {"benchmark": msgspec.to_builtins(benchmark), "cases": told}


def answer(benchmark: Benchmark, case: Case) -> Any:
    past = msgspec.convert(case["past"], list[Past]) if "past" in case else None
    return msgspec.to_builtins(assess(benchmark, case["facts"], past))


def benchmarks() -> list[Benchmark]:
    return [*library(), *formulas_made.made()]


def files() -> dict[str, str]:
    """Text by file name: one file a benchmark."""
    return {f"{each.code}.json": _text(vector(each)) for each in benchmarks()}


def _values(benchmark: Benchmark, question: Question) -> list[str]:
    if question.options:
        return [option.value for option in question.options]
    step = Decimal(1) if question.unit in WHOLE else Decimal("0.01")
    around = {Decimal(value) + by for value in _limits(benchmark, question.fact) for by in (-step, Decimal(0), step)}
    return [plain(value) for value in sorted(around) if value >= 0] or ["7"]


def _limits(benchmark: Benchmark, fact: str) -> Iterator[str]:
    for branch in benchmark.branches:
        conditions = [branch.when, *(tier.when for tier in tiers_of(benchmark, branch))]
        conditions += [points.when for factor in branch.score for points in factor]
        for each in itertools.chain.from_iterable(conditions):
            if each.fact == fact:
                yield each.value


def _list_cases(benchmark: Benchmark, ground: Ground, base: dict[str, str]) -> Iterator[Case]:
    """The row applies, nobody looked into its exclusions, it is excluded, and what the history makes of it."""
    facts = base | dict(_truth(each) for each in [*ground.all_of, *ground.any_of[:1]])
    looked = facts | {each.fact: "no" for each in ground.excluded_by}
    yield {"facts": looked}
    if ground.excluded_by:
        yield {"facts": facts}
        yield {"facts": facts | dict(_truth(each) for each in ground.excluded_by)}
    asked = {each.fact for each in ground.questions if each.months is not None}
    if asked:
        unknown = {fact: value for fact, value in looked.items() if fact not in asked}
        yield {"facts": unknown}
        yield from _remembered(benchmark, unknown)


def _remembered(benchmark: Benchmark, facts: dict[str, str]) -> list[Case]:
    dated = facts | {ACT_DATE: ACT}
    codes = {"same": benchmark.code, "other": "XX-99"}
    return [{"facts": dated, "past": [{"code": codes[kind], "on": on} for kind, on in past]} for past in PASTS]


def _dated(benchmark: Benchmark, base: dict[str, str]) -> Iterator[dict[str, str]]:
    """Both sides of the day on which the law, or the benchmark, began or ended."""
    for day in {benchmark.law_from, benchmark.valid_to} - {None}:
        assert isinstance(day, date)
        for by in (-1, 0, 1):
            yield base | {ACT_DATE: (day + timedelta(days=by)).isoformat()}
    if benchmark.law_from is not None:
        before = (benchmark.law_from - timedelta(days=1)).isoformat()
        yield from (base | {ACT_DATE: before, LAW: chosen} for chosen in ("earlier", "present"))


def _truth(condition: Condition) -> tuple[str, str]:
    shifted = {Op.LT: Decimal(-1), Op.GT: Decimal(1)}.get(condition.op)
    value = condition.value if shifted is None else plain(Decimal(condition.value) + shifted)
    return condition.fact, value


def _text(made: dict[str, Any]) -> str:
    """One case a line, so that a change shows as a line."""
    told = ",\n".join(json.dumps(case, ensure_ascii=False) for case in made["cases"])
    return f'{{"benchmark": {json.dumps(made["benchmark"], ensure_ascii=False)},\n"cases": [\n{told}\n]}}\n'


if __name__ == "__main__":
    for name, text in files().items():
        (FOLDER / name).write_text(text)
