"""The library on the wire."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec

from zhifa.benchmarks.model import Article, Benchmark

Fact = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


class BenchmarkRow(msgspec.Struct):
    """What a list shows; ``tiers_confidence`` "demo" means 演示数据,不作执法依据.

    ``standing``: in_force | lapsed | replaced, as its issuer has it.
    """

    id: UUID
    code: str
    field: str
    violation: str
    penalising: list[Article]
    version: int
    tiers_confidence: str
    demo: bool
    level: str
    issuer: str
    authority: str
    standing: str
    valid_from: date
    valid_to: date | None
    statute_confidence: str


class BenchmarkWire(msgspec.Struct):
    """The version in force; ``sha256`` names it for the snapshot of a visit."""

    id: UUID
    version: int
    sha256: str
    benchmark: Benchmark


class AssessmentAsked(msgspec.Struct, forbid_unknown_fields=True):
    """Facts by name: numbers as decimal strings in yuan, persons, vehicles …, choices by their value, days as
    YYYY-MM-DD. ``subject_id``: whose history answers what was found before the day of the act."""

    facts: Annotated[dict[Fact, Fact], msgspec.Meta(max_length=60)]
    subject_id: UUID | None = None
