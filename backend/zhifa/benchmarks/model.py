"""A discretion benchmark 裁量基准 as data: what both the server and the phone read.

Everything that differs between laws, agencies and published formulas is data here; ``calculator`` and its
twin ``pwa/shared/benchmarks/calculator.ts`` know only these shapes. Amounts are decimal strings ("6.5"),
never floats. 以上, 以下 and 以内 include their number, 不满, 不足 and 超过 do not (立法技术规范(试行)(一)).
"""

from datetime import date
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


class Kind(StrEnum):
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
    """What has to be known. ``unit`` names what a number counts (元, 人, %); without options it is a number."""

    fact: str
    text: Text
    unit: str | None = None
    options: list[Option] = []


class Range(Model, frozen=True):
    """From ``min`` to ``max`` in ``unit``; ``min`` "0" exclusive where the statute names no least amount."""

    min: Amount
    max: Amount
    min_inclusive: bool = True
    max_inclusive: bool = True
    unit: Unit = Unit.YUAN
    of: str | None = None


class Tier(Model, frozen=True):
    """A tier 阶次. All of ``when`` must hold. ``inferred``: not in the published text that was read."""

    level: Text
    range: Range | None = None
    person: Range | None = None
    when: list[Condition] = []
    measures: list[Text] = []
    kind: Kind = Kind.DERIVED
    inferred: bool = False


class Points(Model, frozen=True):
    """``points`` where all of ``when`` holds."""

    when: list[Condition]
    points: Annotated[int, msgspec.Meta(ge=0, le=100)]


class Branch(Model, frozen=True):
    """One case of the statute with its band; all of ``when`` must hold at ``stage``.

    ``with_base``: comes on top of what the base stage gives (e.g. 拒不改正的,责令停工整治).
    ``daily``: fact with a number of days by which the fine is multiplied (按日连续处罚).
    ``score``: factors whose points place the fine within the band (二维叠加函数) instead of tiers.
    """

    id: str
    label: Text
    stage: Stage = Stage.BASE
    when: list[Condition] = []
    fine: Range | None = None
    optional: bool = False  # 可以处
    person: Range | None = None  # of those directly responsible
    measures: list[Text] = []
    tiers: list[Tier] = []
    with_base: bool = False
    daily: str | None = None
    score: list[list[Points]] = []


class Gap(Model, frozen=True):
    """An amount that no branch of the statute covers, since both ends exclude it."""

    fact: str
    at: Amount
    why: Text


class DecisionLevel(Model, frozen=True):
    """A fine of ``at_least`` yuan may only be decided at this level."""

    at_least: Amount
    level: str
    words: Text


class ListKind(StrEnum):
    """The four lists 四张清单."""

    NO_PENALTY = "no_penalty"  # 不予处罚
    LIGHTER = "lighter"  # 从轻: within the band
    MITIGATED = "mitigated"  # 减轻: below the band
    NO_COERCION = "no_coercion"  # 不予行政强制


class Ground(Model, frozen=True):
    """A row of the four lists: all of ``all_of``, one of ``any_of`` if there are any, none of ``excluded_by``.

    ``discretionary``: 可以, so an officer decides and gives a reason.
    """

    id: str
    kind: ListKind
    title: Text
    basis: Text
    all_of: list[Condition] = []
    any_of: list[Condition] = []
    excluded_by: list[Condition] = []
    discretionary: bool = False


class Source(Model, frozen=True):
    """Where figures come from and how sure they are; ``note``: what the reader should know of it."""

    statute: Text
    statute_confidence: Text
    tiers: Text
    tiers_confidence: Text
    check: Text
    note: str | None = None


class Level(StrEnum):
    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class Benchmark(Model, frozen=True):
    """One violation with everything that the calculator needs; a visit keeps a snapshot of it."""

    code: Text
    field: Text
    violation: Text
    authority: Text
    level: Level
    issuer: Text
    penalising: list[Article]
    branches: list[Branch]
    source: Source
    valid_from: date
    valid_to: date | None = None
    violated: list[Article] = []
    questions: list[Question] = []
    measures: list[Text] = []
    grounds: list[Ground] = []
    gaps: list[Gap] = []
    decision: DecisionLevel | None = None
    party: str | None = None
    note: str | None = None
    older: list[str] = []  # the earlier law, in words
    formula: str | None = None
    published_on: date | None = None
    demo: bool = False
