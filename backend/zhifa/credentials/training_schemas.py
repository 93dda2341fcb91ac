"""Training, exams and yearly assessments as they go over the wire."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from zhifa.credentials.registry_schemas import Named, Short, Words

Year = Annotated[int, msgspec.Meta(ge=2000, le=2100)]
Hours = Annotated[float, msgspec.Meta(gt=0, le=200, multiple_of=0.5)]


class NewTraining(msgspec.Struct):
    """One course that several people attended. ``hours`` 学时, in halves; it counts in the year of ``held_on``."""

    officers: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=500)]
    category: Literal["public_law", "professional"]
    course: Named
    hours: Hours
    held_on: date
    document: Short = ""


class Recorded(msgspec.Struct):
    """How many records were written."""

    recorded: int


class TrainingRow(msgspec.Struct):
    """An officer's hours of the year, and what is missing in each half."""

    officer_id: UUID
    officer_name: str
    agency_id: UUID
    agency_name: str
    year: int
    public_law: float
    professional: float
    public_law_missing: float
    professional_missing: float
    short: bool


class NewAssessment(msgspec.Struct):
    """年度考核: the last one recorded for a year counts."""

    year: Year
    result: Literal["passed", "failed", "deferred"]
    words: Words = ""


class NewExam(msgspec.Struct):
    name: Named
    held_on: date
    score: Annotated[float, msgspec.Meta(ge=0, le=1000)]
    passed: bool
