"""The words that benchmarks are made of: stages, units, conditions, questions and ranges.

Amounts are decimal strings ("6.5"), never floats. 以上, 以下 and 以内 include their number, 不满, 不足 and 超过 do
not (立法技术规范(试行)(一)).
"""

from enum import StrEnum
from typing import Annotated

import msgspec

#: A plain decimal number, not negative.
Amount = Annotated[str, msgspec.Meta(pattern=r"^(0|[1-9]\d{0,14})(\.\d{1,6})?$")]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]

#: The fact that names the stage of this case; see `Stage`.
STAGE = "stage"
#: The fact that names the tier where the benchmark gives no condition of its own.
CIRCUMSTANCE = "circumstance"
#: The day of the act, YYYY-MM-DD: it chooses the law (行政处罚法 art. 37). Unknown: the text in force is used.
ACT_DATE = "act_date"
#: "earlier" or "present": which text a person chose where the two cannot be compared; see `zhifa.benchmarks.old_law`.
LAW = "law"


class Stage(StrEnum):
    """How far *this case* has come. An order to correct refused is not a second offence."""

    BASE = "base"  # the act itself
    ORDER_TO_CORRECT = "order_to_correct"  # 责令(限期)改正
    REFUSAL = "refusal"  # 拒不改正
    OVERDUE = "overdue"  # 逾期未改正
    OVERDUE_OR_REFUSAL = "overdue_or_refusal"
    REFUSAL_OF_INSPECTION = "refusal_of_inspection"  # 拒绝监督检查
    AGGRAVATED = "aggravated"  # 情节严重


class Unit(StrEnum):
    YUAN = "yuan"
    MULTIPLE = "multiple"  # times the value in ``of``
    PERCENT = "percent"  # hundredths of the value in ``of``
    PER_HEAD = "per_head"  # yuan for each of the persons in ``of``
    PER_VEHICLE = "per_vehicle"
    PER_SQUARE_METRE = "per_square_metre"


class Op(StrEnum):
    EQ = "eq"
    LT = "lt"  # 不满, 不足
    LE = "le"  # 以下
    GT = "gt"  # 超过
    GE = "ge"  # 以上


class TierKind(StrEnum):
    """Where tiers come from."""

    STATUTE = "statute"
    PUBLISHED = "published"
    DERIVED = "derived"  # cut by a formula for demonstration: 演示数据,不作执法依据


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What all parts have in common: unchangeable, and nothing in them that nobody knows."""


class Article(Model, frozen=True):
    """``version``: the text of the statute that is meant, e.g. 2025-09-12修正."""

    law: Text
    article: Text
    version: str | None = None


class Condition(Model, frozen=True):
    """``fact op value``. Numbers are compared as numbers, words (``eq`` only) as words."""

    fact: str
    op: Op
    value: str


class Option(Model, frozen=True):
    value: str
    text: Text


class Question(Model, frozen=True):
    """What has to be known. ``unit`` names what a number counts (元, 人, %); without options it is a number.

    ``months``: the answer is how many earlier violations of the same kind the subject has in so many months before
    the act; the subject's history answers it where it is at hand (`zhifa.benchmarks.history`).
    """

    fact: str
    text: Text
    unit: str | None = None
    options: list[Option] = []
    months: Annotated[int, msgspec.Meta(ge=1, le=120)] | None = None


class Range(Model, frozen=True):
    """From ``min`` to ``max`` in ``unit``; ``min`` "0" exclusive where the statute names no least amount."""

    min: Amount
    max: Amount
    min_inclusive: bool = True
    max_inclusive: bool = True
    unit: Unit = Unit.YUAN
    of: str | None = None


class Tier(Model, frozen=True):
    """A tier 阶次. All of ``when`` must hold. ``inferred``: not in the published text that was read.

    ``spare``: who is in this tier must not be punished (特别轻微的不予处罚).
    """

    level: Text
    range: Range | None = None
    person: Range | None = None
    when: list[Condition] = []
    measures: list[Text] = []
    kind: TierKind = TierKind.DERIVED
    inferred: bool = False
    spare: bool = False


class Points(Model, frozen=True):
    """``points`` where all of ``when`` holds."""

    when: list[Condition]
    points: Annotated[int, msgspec.Meta(ge=0, le=100)]
