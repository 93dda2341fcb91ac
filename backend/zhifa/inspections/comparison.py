"""同案同罚: how cases like this one were decided in the city. Pure.

Fewer than five cases are never shown, neither as a tier nor as what is left when the tiers shown are taken from the
total; for then a party could be made out by subtraction.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

import msgspec

#: The fewest cases that are told of.
LEAST = 5


class TierCases(msgspec.Struct):
    """Fines in yuan: the median, and the quartiles between which the middle half lies. ``tier`` null: without tiers."""

    tier: str | None
    count: int
    median: str
    lower: str
    upper: str


class Comparison(msgspec.Struct):
    """``count``: all cases of the city, null where they are too few or tell of those that are hidden."""

    count: int | None
    tiers: list[TierCases]
    least: int


def comparison(cases: Iterable[tuple[str, int]]) -> Comparison:
    """From the tier and the fine (in fen) of each case."""
    by_tier: defaultdict[str, list[int]] = defaultdict(list)
    for tier, fen in cases:
        by_tier[tier].append(fen)
    told = [_tier(tier, sorted(fines)) for tier, fines in sorted(by_tier.items()) if len(fines) >= LEAST]
    total = sum(map(len, by_tier.values()))
    hidden = total - sum(each.count for each in told)
    return Comparison(total if total >= LEAST and not 0 < hidden < LEAST else None, told, LEAST)


def _tier(tier: str, fines: Sequence[int]) -> TierCases:
    return TierCases(tier or None, len(fines), *(_yuan(_quantile(fines, part)) for part in (2, 1, 3)))


def _quantile(ordered: Sequence[int], quarters: int) -> int:
    """Between the two nearest cases where none lies there (R-7), rounded down to fen."""
    place = (len(ordered) - 1) * quarters
    low, rest = divmod(place, 4)
    return ordered[low] if rest == 0 else ordered[low] + (ordered[low + 1] - ordered[low]) * rest // 4


def _yuan(fen: int) -> str:
    amount = f"{Decimal(fen) / 100:f}"
    return amount.rstrip("0").rstrip(".") if "." in amount else amount
