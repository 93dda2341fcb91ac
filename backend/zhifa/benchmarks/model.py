"""A discretion benchmark 裁量基准 as data: what both the server and the phone read.

Everything that differs between laws, agencies and published formulas is data here; ``calculator`` and its
twin ``pwa/shared/benchmarks/calculator.ts`` know only these shapes.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec

from zhifa.benchmarks.formulas import Formula
from zhifa.benchmarks.lists import Ground, ListKind
from zhifa.benchmarks.terms import (
    ACT_DATE,
    CIRCUMSTANCE,
    LAW,
    STAGE,
    Amount,
    Article,
    Condition,
    Model,
    Op,
    Option,
    Points,
    Question,
    Range,
    Stage,
    Text,
    Tier,
    TierKind,
    Unit,
)

__all__ = [
    "ACT_DATE",
    "CIRCUMSTANCE",
    "LAW",
    "STAGE",
    "Amount",
    "Article",
    "Benchmark",
    "Branch",
    "Condition",
    "DecisionLevel",
    "Earlier",
    "Formula",
    "Gap",
    "Ground",
    "Level",
    "ListKind",
    "Model",
    "Op",
    "Option",
    "Points",
    "Question",
    "Range",
    "Source",
    "Stage",
    "Standing",
    "Text",
    "Tier",
    "TierKind",
    "Unit",
]


class Branch(Model, frozen=True):
    """One case of the statute with its band; all of ``when`` must hold at ``stage``.

    ``formula``: id of one of the benchmark's ``formulas``, which cuts ``fine`` into tiers (`choosing.tiers_of`);
    then ``tiers`` is empty. ``with_base``: comes on top of what the base stage gives (e.g. 拒不改正的,责令停工整治).
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
    formula: str | None = None


class Gap(Model, frozen=True):
    """An amount that no branch of the statute covers, since both ends exclude it."""

    fact: str
    at: Amount
    why: Text


class Level(StrEnum):
    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class DecisionLevel(Model, frozen=True):
    """A fine of ``at_least`` yuan may only be decided at this level or above."""

    at_least: Amount
    level: Level
    words: Text


class Source(Model, frozen=True):
    """Where figures come from and how sure they are; ``note``: what the reader should know of it.

    ``document``: number and title of what the issuer published.
    """

    statute: Text
    statute_confidence: Text
    tiers: Text
    tiers_confidence: Text
    check: Text
    note: str | None = None
    document: str | None = None


class Standing(StrEnum):
    """Whether the benchmark as its issuer published it is still good."""

    IN_FORCE = "in_force"  # 现行
    LAPSED = "lapsed"  # 失效
    REPLACED = "replaced"  # 被上级替代


class Earlier(Model, frozen=True):
    """The text of the law for acts up to ``until``, included; what is left out is as it is now.

    ``lawful``: the act was no offence then (行政处罚法 art. 4: no penalty without a rule).
    """

    until: date
    penalising: list[Article]
    branches: list[Branch] = []
    since: date | None = None
    measures: list[Text] | None = None
    lawful: bool = False
    source: str | None = None
    confidence: str | None = None


class Benchmark(Model, frozen=True):
    """One violation with everything that the calculator needs; a visit keeps a snapshot of it.

    ``law_from``: first day of the statute's present text, where it is known; acts before it need ``earlier``.
    ``lawful``: by the present text the act is no offence any more. ``matters``: codes of the matters of a visit
    at which it is looked up. ``older``: the earlier law in words, where its figures are not known.
    """

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
    matters: Annotated[list[Text], msgspec.Meta(max_length=100)] = []
    questions: list[Question] = []
    measures: list[Text] = []
    grounds: list[Ground] = []
    gaps: list[Gap] = []
    decision: DecisionLevel | None = None
    party: str | None = None
    note: str | None = None
    older: list[str] = []
    law_from: date | None = None
    earlier: list[Earlier] = []
    lawful: bool = False
    formulas: list[Formula] = []
    published_on: date | None = None
    standing: Standing = Standing.IN_FORCE
    replaced_by: str | None = None
    demo: bool = False
