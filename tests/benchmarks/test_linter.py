"""The linter finds each of L1 to L10 where it was put, and in the demo library only what can be explained."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.benchmarks.made import band, benchmark, by_value, thirds
from zhifa.benchmarks.linter import lint
from zhifa.benchmarks.model import Article, Benchmark, Branch, Condition, Level, Op, Standing, Tier, TierKind
from zhifa.demo.benchmarks import library

ON = date(2026, 11, 23)
CLEAN = replace(by_value(), published_on=date(2026, 1, 1))


def _branch(*tiers: Tier, fine: object = None, **more: object) -> Benchmark:
    return benchmark(Branch("a", "一律", fine=fine or band("1000", "5000"), tiers=list(tiers), **more))  # type: ignore[arg-type]


def _when(op: Op, value: str) -> list[Condition]:
    return [Condition("goods_value", op, value)]


LEVELS = thirds(("1000", "2200", "3800", "5000"))
PREPARED: dict[str, list[Benchmark]] = {
    "L1": [_branch(Tier("从重", band("4000", "5001")))],
    "L2": [_branch(Tier("轻", band("1000", "2000")), Tier("重", band("2000", "5000")))],
    "L3": [replace(CLEAN, penalising=[Article("大气污染防治法", "第99条")])],
    "L4": [replace(CLEAN, published_on=date(2025, 9, 11))],
    "L5": [replace(CLEAN, valid_to=date(2026, 11, 22)), replace(CLEAN, standing=Standing.REPLACED)],
    "L6": [_branch(Tier("减轻", band("0", "0")), fine=band("0", "5000", min_inclusive=False))],
    "L7": [
        benchmark(Branch("a", "少", when=_when(Op.LT, "10000"), fine=band("1", "2")),
                  Branch("b", "多", when=_when(Op.GT, "10000"), fine=band("1", "2")))
    ],
    "L8": [
        _branch(*LEVELS),
        replace(_branch(*thirds(("1000", "2201", "3800", "5000"))), level=Level.COUNTY, code="T-2"),
    ],
    "L9": [_branch(Tier("一般", band("0.1", "0.5")))],
    "L10": [_branch(*LEVELS, measures=["并处没收", "可以并处罚款"])],
}  # fmt: skip


@pytest.mark.parametrize("code", PREPARED)
def test_it_finds_what_was_put_there(code: str) -> None:
    for some in [[each] for each in PREPARED[code]] if code != "L8" else [PREPARED[code]]:
        found = [fault for fault in lint(some, ON) if fault.code == code]
        assert found, code
        assert all(fault.benchmark and fault.words.endswith("。") for fault in found)


def test_it_finds_nothing_in_what_is_clean() -> None:
    assert lint([CLEAN, _branch(*LEVELS)], ON) == []


def test_an_example_shows_the_gap() -> None:
    found = lint(PREPARED["L7"], ON)
    assert [fault.words for fault in found] == ["goods_value为10000时没有法定情形可适用。"]


def test_mitigation_may_lie_below_the_band_if_it_names_its_ground() -> None:
    below = band("500", "1000", max_inclusive=False)
    assert [f.code for f in lint([_branch(Tier("减轻", below), *LEVELS)], ON)] == ["L1"]
    assert lint([_branch(Tier("减轻", below, measures=["依据行政处罚法第三十二条"]), *LEVELS)], ON) == []


def test_in_the_demo_library_only_published_tiers_and_what_is_known_to_have_ended_are_told() -> None:
    """Published tiers write both ends 以上 and 以下, so neighbours share a number: that is the source's fault."""
    published = {
        each.code for each in library() if any(t.kind is TierKind.PUBLISHED for b in each.branches for t in b.tiers)
    }
    found = lint(library(), ON)
    assert {fault.benchmark for fault in found if fault.code == "L2"} <= published
    others = {(fault.code, fault.benchmark) for fault in found if fault.code != "L2"}
    assert others == {
        ("L1", "UM-01"),  # its statute has a band for each act, which the source does not give
        ("L4", "UM-04"),  # made for the text before 2023
        ("L5", "UM-04"),
        ("L5", "LB-05"),  # lapsed on 2023-01-04
    }
