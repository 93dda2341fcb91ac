"""What holds for any benchmark and any facts: the band is never left, and more value is never a lesser fine."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.made import band, benchmark
from zhifa.benchmarks.calculator import assess
from zhifa.benchmarks.model import Branch, Tier, Unit

CENTS = st.integers(0, 10**9).map(lambda fen: f"{fen // 100}.{fen % 100:02}")
YUAN = st.integers(0, 10**8)


@settings(max_examples=300, deadline=None)
@given(ends=st.tuples(YUAN, YUAN).map(sorted), tier=st.tuples(YUAN, YUAN).map(sorted), value=CENTS)
def test_no_range_leaves_the_statutory_band(ends: list[int], tier: list[int], value: str) -> None:
    for of in (None, "value"):
        unit = {"unit": Unit.MULTIPLE, "of": of} if of else {}
        made = benchmark(
            Branch(
                "a",
                "一律",
                fine=band(str(ends[0]), str(ends[1]), **unit),
                tiers=[Tier("一般", band(str(tier[0]), str(tier[1]), **unit))],
            )
        )
        answer = assess(made, {"value": value})
        assert answer.range is not None
        assert answer.band is not None
        assert Decimal(answer.band.min) <= Decimal(answer.range.min) <= Decimal(answer.range.max)
        assert Decimal(answer.range.max) <= Decimal(answer.band.max)


@settings(max_examples=200, deadline=None)
@given(values=st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)).map(sorted))
def test_more_value_is_never_a_lesser_fine(values: list[int]) -> None:
    made = benchmark(Branch("a", "一律", fine=band("0.5", "3", unit=Unit.MULTIPLE, of="value")))
    less, more = (assess(made, {"value": f"{fen // 100}.{fen % 100:02}"}).range for fen in values)
    assert less is not None
    assert more is not None
    assert Decimal(less.min) <= Decimal(more.min)
    assert Decimal(less.max) <= Decimal(more.max)
