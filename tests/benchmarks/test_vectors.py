"""The shared vectors: what the phone runs too. The core was reckoned by hand; the rest is generated."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.benchmarks.generate import FOLDER, files
from zhifa.benchmarks.calculator import assess
from zhifa.benchmarks.model import Benchmark

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
        assert msgspec.to_builtins(assess(benchmark, case["facts"])) == case["expect"], case["facts"]


def test_the_core_reckoned_by_hand() -> None:
    for case in json.loads((FOLDER / "core.json").read_text()):
        benchmark, _ = _read(FOLDER / f"{case['code']}.json")
        answer = msgspec.to_builtins(assess(benchmark, case["facts"]))
        assert {name: answer[name] for name in case["expect"]} == case["expect"], case


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.stem)
def test_any_end_moved_by_one_unit_is_noticed(path: Path) -> None:
    benchmark, cases = _read(path)
    plain = msgspec.to_builtins(benchmark)
    for number, branch in enumerate(plain["branches"]):
        for place, tier in enumerate(branch.get("tiers", [])):
            for end in ("min", "max") if tier.get("range") else ():
                moved = json.loads(json.dumps(plain))
                range_ = moved["branches"][number]["tiers"][place]["range"]
                range_[end] = str(int(float(range_[end])) + 1)
                changed = msgspec.convert(moved, Benchmark)
                told = [msgspec.to_builtins(assess(changed, case["facts"])) for case in cases]
                assert told != [case["expect"] for case in cases], (
                    f"{benchmark.code} {branch['id']} {tier['level']} {end}"
                )
