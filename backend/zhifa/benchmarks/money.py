"""A range of the law turned into yuan. Exact until the end, then rounded inwards to whole fen."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from zhifa.benchmarks.answer import Money
from zhifa.benchmarks.exact import EXACT, FEN, plain
from zhifa.benchmarks.facts import Facts, number
from zhifa.benchmarks.terms import Range, Unit


@dataclass(frozen=True, slots=True)
class Span:
    """Yuan, from ``low`` to ``high``; rounded to fen so that no end lies outside what the law allows."""

    low: Decimal
    high: Decimal
    low_inclusive: bool
    high_inclusive: bool

    def wire(self) -> Money:
        return Money(plain(self.low), plain(self.high), self.low_inclusive, self.high_inclusive)


def span(range_: Range, facts: Facts, daily: str | None = None) -> Span | None:
    """The range in yuan, or None while the value or number it is counted by is unknown."""
    factor = _factor(range_, facts)
    days = Decimal(1) if daily is None else number(facts.get(daily))
    if factor is None or days is None:
        return None
    times = EXACT.multiply(factor, days)
    return _rounded(EXACT.multiply(Decimal(range_.min), times), EXACT.multiply(Decimal(range_.max), times), range_)


def needed(range_: Range, facts: Facts, daily: str | None = None) -> list[str]:
    """The facts that ``span`` lacks."""
    return [fact for fact in (range_.of, daily) if fact is not None and number(facts.get(fact)) is None]


def within(inner: Span, outer: Span) -> Span | None:
    """What both allow, or None: the hard stop at the statutory band."""
    low, low_open = max((outer.low, not outer.low_inclusive), (inner.low, not inner.low_inclusive))
    high, high_inclusive = min((outer.high, outer.high_inclusive), (inner.high, inner.high_inclusive))
    both = Span(low, high, not low_open, high_inclusive)
    empty = low > high or (low == high and not (both.low_inclusive and both.high_inclusive))
    return None if empty else both


def ends_of(money: Money | None) -> tuple[Decimal, Decimal]:
    """Most and least in yuan; no fine is none of either."""
    return (Decimal(0), Decimal(0)) if money is None else (Decimal(money.max), Decimal(money.min))


def _factor(range_: Range, facts: Facts) -> Decimal | None:
    if range_.of is None:
        return Decimal(1)
    value = number(facts.get(range_.of))
    if value is not None and range_.unit is Unit.PERCENT:
        return EXACT.multiply(value, FEN)
    return value


def _rounded(low: Decimal, high: Decimal, range_: Range) -> Span:
    """A range narrower than a fen becomes its lower fen; one that is the wrong way round stays so, for all to see."""
    least, most = _fen(low, ROUND_CEILING), _fen(high, ROUND_FLOOR)
    if low <= high:
        least = min(least, most)
    return Span(least, most, range_.min_inclusive or least != low, range_.max_inclusive or most != high)


def _fen(amount: Decimal, rounding: str) -> Decimal:
    return amount.quantize(FEN, rounding=rounding, context=EXACT)
