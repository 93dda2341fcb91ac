"""What the calculator says. The same on the phone and on the server, word for word."""

from enum import StrEnum

import msgspec

from zhifa.benchmarks.terms import Unit


class Verdict(StrEnum):
    RANGE = "range"  # a lawful range of a fine
    MEASURES = "measures"  # measures, but no fine
    NO_PENALTY = "no_penalty"  # must not be punished
    NOT_YET = "not_yet"  # this stage allows no penalty
    ASK = "ask"  # facts are missing
    GAP = "gap"  # the statute covers no such case: never guessed
    OVERLAP = "overlap"  # several branches or tiers claim it: never guessed
    CHOOSE_LAW = "choose_law"  # the old text or the new one: a person has to say (行政处罚法 art. 37)


class Money(msgspec.Struct, frozen=True):
    """Yuan, as decimal strings of at most two places."""

    min: str
    max: str
    min_inclusive: bool
    max_inclusive: bool


class LawChoice(msgspec.Struct, frozen=True):
    """Old text or new (行政处罚法 art. 37): the statutory fine by either, which applies, and why.

    ``chosen``: earlier | present, null where the two cannot be compared and nobody has chosen yet.
    """

    act_date: str
    earlier: Money | None
    present: Money | None
    chosen: str | None
    why: str


class Assessment(msgspec.Struct, frozen=True):
    """``band`` is the statute's, ``range`` the tier's within it; ``trace`` are sentences for the party.

    ``decision``: who has to decide where the fine may be high. ``advice``: grounds of the lists that may apply
    and need an officer's reason. ``missing``: facts to ask for. ``law``: where two texts of the law had to be compared.
    """

    outcome: Verdict
    branch: str | None
    tier: str | None
    band: Money | None
    range: Money | None
    person: Money | None
    optional: bool
    measures: list[str]
    decision: str | None
    advice: list[str]
    missing: list[str]
    trace: list[str]
    law: LawChoice | None = None


#: How a unit reads: before the base, and what stands after the number.
UNIT_WORDS = {
    Unit.YUAN: "元",
    Unit.MULTIPLE: "倍",
    Unit.PERCENT: "%",
    Unit.PER_HEAD: "元/人",
    Unit.PER_VEHICLE: "元/辆",
    Unit.PER_SQUARE_METRE: "元/平方米",
}
