"""The shared vectors: what the phone runs too. The core was reckoned by hand; the rest is generated."""

import itertools
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from tests.benchmarks.generate import FOLDER, answer, files
from zhifa.benchmarks.choosing import tiers_of
from zhifa.benchmarks.exact import plain
from zhifa.benchmarks.model import Benchmark

UNITS = [Decimal(text) for text in ("1", "-1", "0.01", "-0.01")]
GENERATED = [path for path in sorted(FOLDER.glob("*.json")) if path.name != "core.json"]


def _read(path: Path) -> tuple[Benchmark, list[dict[str, Any]]]:
    read = json.loads(path.read_text())
    return msgspec.convert(read["benchmark"], Benchmark), read["cases"]


def test_there_are_at_least_two_hundred() -> None:
    assert sum(len(_read(path)[1]) for path in GENERATED) >= 200


def test_they_are_those_of_the_library_as_it_is() -> None:
    """Stale: run `python -m tests.benchmarks.generate`."""
    assert {path.name: path.read_text() for path in GENERATED} == files()


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.stem)
def test_each_case_is_answered_as_written(path: Path) -> None:
    benchmark, cases = _read(path)
    for case in cases:
        assert answer(benchmark, case) == case["expect"], case["facts"]


def test_the_core_reckoned_by_hand() -> None:
    for case in json.loads((FOLDER / "core.json").read_text()):
        benchmark, _ = _read(FOLDER / f"{case['code']}.json")
        told = answer(benchmark, case)
        assert {name: told[name] for name in case["expect"]} == case["expect"], case


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.stem)
def test_any_end_moved_by_one_unit_is_noticed(path: Path) -> None:
    """One yuan (or one multiple, one percent …) and a hundredth of it, up and down, at every end of every tier."""
    read, cases = _read(path)
    written = _written_out(read)
    expected = [_without_formula(read, case["expect"]) for case in cases]
    assert [answer(written, case) for case in cases] == expected, "a formula written out says the same"
    for what, moved in _mutants(written):
        assert any(answer(moved, case) != told for case, told in zip(cases, expected, strict=True)), what


def _written_out(benchmark: Benchmark) -> Benchmark:
    branches = [replace(each, tiers=tiers_of(benchmark, each), formula=None) for each in benchmark.branches]
    return replace(benchmark, branches=branches)


def _without_formula(benchmark: Benchmark, told: dict[str, Any]) -> dict[str, Any]:
    words = {f"裁量公式:{each.words}。" for each in benchmark.formulas}
    return told | {"trace": [each for each in told["trace"] if each not in words]}


def _mutants(benchmark: Benchmark) -> Iterator[tuple[str, Benchmark]]:
    for place, branch in enumerate(benchmark.branches):
        for number, tier in enumerate(branch.tiers):
            for end, by in itertools.product(("min", "max"), UNITS) if tier.range and not tier.spare else ():
                value = Decimal(getattr(tier.range, end)) + by
                if value < 0:
                    continue
                moved = replace(tier, range=replace(tier.range, **{end: plain(value)}))
                tiers = [*branch.tiers[:number], moved, *branch.tiers[number + 1 :]]
                branches = [*benchmark.branches]
                branches[place] = replace(branch, tiers=tiers)
                yield f"{branch.id} {tier.level} {end} {by}", replace(benchmark, branches=branches)
