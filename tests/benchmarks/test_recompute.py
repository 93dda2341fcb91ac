"""The server reckons a finding again; and what a comparison of cases may tell."""

from typing import Any

import msgspec
import pytest

from tests.benchmarks.made import band, benchmark, thirds
from zhifa.benchmarks.answer import Money, Verdict
from zhifa.benchmarks.calculator import assess
from zhifa.benchmarks.indexing import sha256
from zhifa.benchmarks.model import Branch
from zhifa.benchmarks.recompute import CheckState, check, place
from zhifa.inspections.comparison import comparison

MADE = benchmark(Branch("a", "一般", fine=band("1000", "10000"), tiers=thirds(("1000", "3700", "7300", "10000"))))


def _found(**changed: Any) -> dict[str, Any]:
    honest = {
        "benchmark": {"id": "1", "version": "1", "sha256": sha256(MADE)},
        "facts": {"circumstance": "一般"},
        "tier": "一般",
        "range": "罚款超过3700元、不满7300元",
        "fine": "5000",
    }
    return honest | changed


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({}, CheckState.SAME),
        ({"trace": ["另一版应用的措辞"]}, CheckState.SAME),
        ({"tier": "从轻"}, CheckState.DIFFERS),
        ({"range": "罚款1000元以上3700元以下"}, CheckState.DIFFERS),
        ({"facts": {"circumstance": "从重"}}, CheckState.DIFFERS),
        ({"facts": {"circumstance": 7}}, CheckState.DIFFERS),
        ({"facts": {}}, CheckState.DIFFERS),
        ({"benchmark": {"id": "1", "version": "1", "sha256": "0" * 64}}, CheckState.HASH_DIFFERS),
    ],
)
def test_what_does_not_follow_from_facts_and_version_is_told(changed: dict[str, Any], state: CheckState) -> None:
    told = check(_found(**changed), MADE)
    assert told is not None
    assert told.state is state
    if state is not CheckState.SAME:
        assert told.trace, "with the server's own answer"


def test_a_version_that_is_not_kept_and_a_finding_without_any() -> None:
    told = check(_found(), None)
    assert told is not None
    assert (told.state, told.range) == (CheckState.UNKNOWN_VERSION, None)
    assert check({"title": "只写了事实"}, None) is None


@pytest.mark.parametrize(("fine", "outside"), [("3700", True), ("3700.01", False), ("7299.99", False), ("7300", True)])
def test_a_fine_outside_the_tier_is_noticed_with_its_reason(fine: str, outside: bool) -> None:
    told = check(_found(fine=fine, reason="主动消除危害后果" if outside else None), MADE)
    assert told is not None
    assert (told.outside, told.reasoned) == (outside, outside)


PLACES: list[tuple[dict[str, Any], str, str | None]] = [
    ({"range": ("3700", "7300"), "band": ("1000", "10000")}, "3700", "inside"),
    ({"range": ("3700", "7300"), "band": ("1000", "10000")}, "3699.99", "outside"),
    ({"range": ("3700", "7300"), "band": ("1000", "10000")}, "10000", "outside"),
    ({"range": ("3700", "7300"), "band": ("1000", "10000")}, "10000.01", "beyond"),
    ({"range": ("3700", "7300"), "band": ("1000", "10000")}, "999.99", "beyond"),
    ({"range": ("1", "999"), "band": ("1000", "10000")}, "500", "mitigated"),
    ({"range": ("1", "999"), "band": ("1000", "10000")}, "5000", "outside"),
    ({"outcome": "gap", "band": ("1000", "10000")}, "5000", None),
    ({"outcome": "gap", "band": ("1000", "10000")}, "50000", "beyond"),
    ({"outcome": "no_penalty"}, "1", "beyond"),
    ({"outcome": "no_penalty"}, "0", None),
    ({"outcome": "measures", "band": ("1000", "10000")}, "5000", "outside"),
    ({}, "5000", None),  # a fine of persons alone
    ({"range": ("3700", "7300"), "band": ("1000", "10000")}, "五千", None),
]


@pytest.mark.parametrize(("answer", "fine", "where"), PLACES)
def test_where_a_fine_lies_by_tier_and_statute(answer: dict[str, Any], fine: str, where: str | None) -> None:
    """Twin: tests/pwa/benchmarks/places.test.ts."""
    ends = {name: Money(*answer[name], True, True) if name in answer else None for name in ("range", "band")}
    blank = msgspec.structs.replace(assess(MADE, {}), outcome=Verdict(answer.get("outcome", "range")), **ends)
    assert place(fine, blank) == where


def test_a_snapshot_survives_the_wire() -> None:
    again = msgspec.json.decode(msgspec.json.encode(MADE), type=type(MADE))
    assert sha256(again) == sha256(MADE)


def _cases(**tiers: int) -> list[tuple[str, int]]:
    return [(tier, 100_000 + 1_000 * n) for tier, count in tiers.items() for n in range(count)]


@pytest.mark.parametrize(
    ("cases", "count", "tiers"),
    [
        (_cases(), None, []),
        (_cases(一般=4), None, []),
        (_cases(一般=5), 5, ["一般"]),
        (_cases(一般=5, 从重=4), None, ["一般"]),  # 9 - 5 would tell of the four
        (_cases(一般=5, 从重=3, 从轻=2), 10, ["一般"]),
        (_cases(从轻=2, 从重=3), 5, []),
    ],
)
def test_fewer_than_five_are_hidden_by_themselves_and_by_subtraction(
    cases: list[tuple[str, int]], count: int | None, tiers: list[str]
) -> None:
    told = comparison(cases)
    assert (told.count, [each.tier for each in told.tiers]) == (count, tiers)


def test_the_middle_half_lies_between_the_quartiles() -> None:
    told = comparison([("", fen) for fen in (500_00, 100_00, 400_00, 200_00, 300_00, 333_33)]).tiers[0]
    assert (told.tier, told.lower, told.median, told.upper) == (None, "225", "316.66", "383.33")
