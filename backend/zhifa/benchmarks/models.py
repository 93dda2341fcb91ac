"""The library: a benchmark, its versions, and the postings by which it is found."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class Status(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class BenchmarkRecord(SQLModel, table=True):
    """One violation under one code; what is said of it is in its versions."""

    __tablename__ = "benchmark"
    __table_args__ = (sa.Index("ix_benchmark_field_code", "field", "code"),)

    id: UUID = Field(primary_key=True)
    code: str = Field(unique=True)
    field: str
    violation: str
    demo: bool = False


class BenchmarkVersion(SQLModel, table=True):
    """A version as it was or is in force; ``content`` is a `zhifa.benchmarks.model.Benchmark`, never changed."""

    __tablename__ = "benchmark_version"

    benchmark_id: UUID = Field(foreign_key="benchmark.id", primary_key=True)
    version: int = Field(primary_key=True)
    status: str
    valid_from: date
    valid_to: date | None = None
    sha256: str
    content: dict[str, Any] = Field(sa_type=sa.JSON)


class BenchmarkGram(SQLModel, table=True):
    """A pair of characters and where it stands; ``weight`` 2 in the violation, 1 elsewhere. Alike on both databases."""

    __tablename__ = "benchmark_gram"

    gram: str = Field(primary_key=True)
    benchmark_id: UUID = Field(foreign_key="benchmark.id", primary_key=True, index=True)
    weight: int
