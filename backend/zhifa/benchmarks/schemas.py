"""The library on the wire."""

from typing import Annotated
from uuid import UUID

import msgspec

from zhifa.benchmarks.model import Article, Benchmark

Fact = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


class BenchmarkRow(msgspec.Struct):
    """What a list shows; ``tiers_confidence`` "demo" means 演示数据,不作执法依据."""

    id: UUID
    code: str
    field: str
    violation: str
    penalising: list[Article]
    version: int
    tiers_confidence: str
    demo: bool


class BenchmarkWire(msgspec.Struct):
    """The version in force; ``sha256`` names it for the snapshot of a visit."""

    id: UUID
    version: int
    sha256: str
    benchmark: Benchmark


class AssessmentAsked(msgspec.Struct, forbid_unknown_fields=True):
    """Facts by name: numbers as decimal strings in yuan, persons, vehicles …, choices by their value."""

    facts: Annotated[dict[Fact, Fact], msgspec.Meta(max_length=60)]
