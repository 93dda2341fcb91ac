"""Writes tests/vectors/benchmarks from the demo library: ``python -m tests.benchmarks.generate``.

For each benchmark every combination of its choices, and for each number the value of every condition, the step
below and the step above it. What is expected is what the server's calculator says on the day of generating;
``core.json`` beside the generated files is written by hand and never touched here.
"""

import itertools
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from zhifa.benchmarks.calculator import assess
from zhifa.benchmarks.model import Benchmark, Question
from zhifa.benchmarks.money import plain
from zhifa.demo.benchmarks import library

FOLDER = Path(__file__).parents[1] / "vectors" / "benchmarks"
WHOLE = {"人", "次", "台(套)"}


def cases(benchmark: Benchmark) -> list[dict[str, str]]:
    """Facts that reach every branch, every tier and both sides of every boundary; and no facts at all."""
    values = [[(each.fact, value) for value in _values(benchmark, each)] for each in benchmark.questions]
    made = [dict(chosen) for chosen in itertools.product(*values)]
    return [{}, *made] if benchmark.questions else [{}]


def vector(benchmark: Benchmark) -> dict[str, Any]:
    told = [{"facts": facts, "expect": msgspec.to_builtins(assess(benchmark, facts))} for facts in cases(benchmark)]
    return {"benchmark": msgspec.to_builtins(benchmark), "cases": told}


def files() -> dict[str, str]:
    """Text by file name: one file a benchmark."""
    return {f"{each.code}.json": _text(vector(each)) for each in library()}


def _values(benchmark: Benchmark, question: Question) -> list[str]:
    if question.options:
        return [option.value for option in question.options]
    step = Decimal(1) if question.unit in WHOLE else Decimal("0.01")
    around = {Decimal(value) + by for value in _limits(benchmark, question.fact) for by in (-step, Decimal(0), step)}
    return [plain(value) for value in sorted(around) if value >= 0] or ["7"]


def _limits(benchmark: Benchmark, fact: str) -> Iterator[str]:
    for branch in benchmark.branches:
        for conditions in (branch.when, *(tier.when for tier in branch.tiers)):
            yield from (each.value for each in conditions if each.fact == fact)


def _text(made: dict[str, Any]) -> str:
    """One case a line, so that a change shows as a line."""
    told = ",\n".join(json.dumps(case, ensure_ascii=False) for case in made["cases"])
    return f'{{"benchmark": {json.dumps(made["benchmark"], ensure_ascii=False)},\n"cases": [\n{told}\n]}}\n'


if __name__ == "__main__":
    for name, text in files().items():
        (FOLDER / name).write_text(text)
