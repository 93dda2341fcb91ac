"""Published formulas of tiers as data, and the one evaluator that turns a formula into tiers.

The catalogue ``formulas.json`` holds those that cut a band (F1, F2, F3) or count offences (F8). Others need no
cutting and are said by the model itself: scored factors (F4) by ``Branch.score``, multiples of a value beyond a
threshold (F5) by two branches and a unit, fines per head or vehicle (F6) and by rate or area (F10) by the unit,
a maximum without minimum (F7) by a ``min`` of "0" that is not included, daily fines (F9) by ``Branch.daily``.
The twin is ``pwa/shared/benchmarks/formulas.ts``.
"""

import json
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from functools import cache
from importlib import resources

import msgspec

from zhifa.benchmarks.exact import EXACT, plain
from zhifa.benchmarks.terms import CIRCUMSTANCE, Amount, Condition, Model, Op, Range, Text, Tier, TierKind

MILLIONTH = Decimal("0.000001")


class Of(StrEnum):
    SPAN = "span"  # minimum + share x (maximum - minimum)
    MAX = "max"  # share x maximum, never outside the band


class Point(Model, frozen=True):
    """Where a tier begins or ends: a share (0 to 1) of the span or of the maximum."""

    of: Of
    share: Amount


class Step(Model, frozen=True):
    """A tier of a formula. Without ``when`` it is the officer's word for the circumstances that chooses it.

    ``spare``: the act must not be punished.
    """

    level: Text
    low: Point
    high: Point
    low_inclusive: bool = True
    high_inclusive: bool = True
    when: list[Condition] = []
    measures: list[Text] = []
    spare: bool = False


class Formula(Model, frozen=True):
    """``least`` stands for the minimum where the statute names none. ``words``: the rule in a sentence."""

    id: Text
    words: Text
    source: Text
    confidence: Text
    steps: list[Step]
    least: Point | None = None
    kind: TierKind = TierKind.DERIVED


def tiers_by(formula: Formula, band: Range) -> list[Tier]:
    """The tiers that the formula cuts the band into; a step that the band leaves no room for is left out.

    A band that is the wrong way round has no tiers.
    """
    least, most = Decimal(band.min), Decimal(band.max)
    if least > most:
        return []
    open_below = not band.min_inclusive
    if formula.least is not None and open_below and least == 0:
        least, open_below = _at(formula.least, least, most), False
    made = [_tier(formula, step, band, least, most, open_below) for step in formula.steps]
    return [tier for tier in made if tier is not None]


def _tier(formula: Formula, step: Step, band: Range, least: Decimal, most: Decimal, open_below: bool) -> Tier | None:
    low, high = _at(step.low, least, most), _at(step.high, least, most)
    low_inclusive = step.low_inclusive and not (low == least and open_below)
    high_inclusive = step.high_inclusive and not (high == most and not band.max_inclusive)
    if low > high or (low == high and not (low_inclusive and high_inclusive)):
        return None
    return Tier(
        level=step.level,
        range=Range(plain(low), plain(high), low_inclusive, high_inclusive, band.unit, band.of),
        when=step.when or [Condition(CIRCUMSTANCE, Op.EQ, step.level)],
        measures=step.measures,
        kind=formula.kind,
        spare=step.spare,
    )


def _at(point: Point, least: Decimal, most: Decimal) -> Decimal:
    """To the millionth below, alike for the tier that ends and the one that begins there."""
    share = Decimal(point.share)
    if point.of is Of.SPAN:
        value = EXACT.add(least, EXACT.multiply(EXACT.subtract(most, least), share))
    else:
        value = min(max(EXACT.multiply(most, share), least), most)
    return value.quantize(MILLIONTH, rounding=ROUND_FLOOR, context=EXACT)


@cache
def catalogue() -> dict[str, Formula]:
    """The formulas of ``formulas.json`` by id."""
    text = resources.files("zhifa.benchmarks").joinpath("formulas.json").read_text("utf-8")
    return {each.id: each for each in msgspec.convert(json.loads(text), list[Formula])}
