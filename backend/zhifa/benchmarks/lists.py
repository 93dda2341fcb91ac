"""The four lists 四张清单 as data: what spares, lightens or mitigates, and what makes coercion needless."""

from datetime import date
from enum import StrEnum

from zhifa.benchmarks.terms import Condition, Model, Question, Text


class ListKind(StrEnum):
    """The four lists 四张清单."""

    NO_PENALTY = "no_penalty"  # 不予处罚
    LIGHTER = "lighter"  # 从轻: within the band
    MITIGATED = "mitigated"  # 减轻: below the band
    NO_COERCION = "no_coercion"  # 不予行政强制


class Ground(Model, frozen=True):
    """A row of the four lists: all of ``all_of``, one of ``any_of`` if there are any, none of ``excluded_by``.

    ``discretionary``: 可以, so an officer decides and gives a reason. ``questions``: what the row needs to know;
    nobody has to answer them, and a row that nobody looked into does not apply. It holds for acts from
    ``valid_from`` to ``valid_to``, both included.
    """

    id: str
    kind: ListKind
    title: Text
    basis: Text
    all_of: list[Condition] = []
    any_of: list[Condition] = []
    excluded_by: list[Condition] = []
    discretionary: bool = False
    questions: list[Question] = []
    valid_from: date | None = None
    valid_to: date | None = None
    source: str | None = None
    confidence: str | None = None
    demo: bool = False


class ListRow(Model, frozen=True):
    """A ground with what it is about: ``fields`` and ``codes`` of benchmarks, both empty for all of them."""

    ground: Ground
    fields: list[Text] = []
    codes: list[Text] = []

    def is_about(self, field: str, code: str) -> bool:
        return not (self.fields or self.codes) or field in self.fields or code in self.codes
