"""The library of benchmarks: a record for each violation, its versions, what it is found by, and the four lists."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from zhifa.db import Instant


class Status(StrEnum):
    """Draft → approved → published → superseded; a draft or an approved version may be withdrawn instead."""

    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class BenchmarkRecord(SQLModel, table=True):
    """One violation under one code; what is said of it is in its versions.

    ``agency_id``: whose it is, None for what is everybody's. What follows it is of the version published last (of the
    first draft until then): ``title`` and ``body`` are what words are looked for in, lower case.
    """

    __tablename__ = "benchmark"
    __table_args__ = (
        sa.Index("ix_benchmark_field_code", "field", "code"),
        sa.Index("ix_benchmark_agency_code", "agency_id", "code"),
        sa.Index("ix_benchmark_level_code", "level", "code"),
    )

    id: UUID = Field(primary_key=True)
    code: str = Field(unique=True)
    field: str
    violation: str
    demo: bool = False
    level: str
    agency_id: UUID | None = Field(default=None, foreign_key="agency.id")
    title: str
    body: str


class BenchmarkImport(SQLModel, table=True):
    """A file that was imported: its rows became drafts, decided on together or one by one."""

    __tablename__ = "benchmark_import"
    __table_args__ = (sa.Index("ix_benchmark_import_agency_id_id", "agency_id", "id"),)

    id: UUID = Field(primary_key=True)
    layout: str
    sha256: str
    rows: int
    agency_id: UUID | None = Field(default=None, foreign_key="agency.id")
    entered_by: UUID = Field(foreign_key="account.id", index=True)
    entered_at: datetime = Field(sa_type=Instant)


class BenchmarkReading(SQLModel, table=True):
    """The file that somebody had read last, to look at it: one a person, replaced by the next.

    ``state``: waiting → reading → looked → entered, or failed with ``problem`` (code and sentence). ``done`` of about
    ``rows`` rows are read. ``report``: a `zhifa.benchmarks.importing.TableReport`. The file, and what was made of it,
    lie in the object store until it is entered or replaced.
    """

    __tablename__ = "benchmark_reading"

    account_id: UUID = Field(foreign_key="account.id", primary_key=True)
    id: UUID = Field(unique=True)
    agency_id: UUID | None = Field(default=None, foreign_key="agency.id", index=True)
    name: str
    layout: str
    size: int
    state: str = "waiting"
    rows: int = 0
    done: int = 0
    report: dict[str, Any] | None = Field(default=None, sa_type=sa.JSON)
    problem: dict[str, str] | None = Field(default=None, sa_type=sa.JSON)
    asked_at: datetime = Field(sa_type=Instant)


class BenchmarkVersion(SQLModel, table=True):
    """A version as it was, is or may come to be in force; ``content`` is a `zhifa.benchmarks.model.Benchmark`.

    From its publication on the content never changes; ``valid_to`` is closed when the next one begins.
    """

    __tablename__ = "benchmark_version"
    __table_args__ = (
        sa.Index("ix_benchmark_version_status_benchmark", "status", "benchmark_id", "version"),
        sa.Index("ix_benchmark_version_import_id", "import_id", "status"),
        sa.Index("ix_benchmark_version_in_force", "benchmark_id", "status", "valid_from", "valid_to", "version"),
    )

    benchmark_id: UUID = Field(foreign_key="benchmark.id", primary_key=True)
    version: int = Field(primary_key=True)
    status: str
    valid_from: date
    valid_to: date | None = None
    sha256: str
    content: dict[str, Any] = Field(sa_type=sa.JSON)
    import_id: UUID | None = Field(default=None, foreign_key="benchmark_import.id")
    entered_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    entered_at: datetime | None = Field(default=None, sa_type=Instant)
    approved_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    approved_at: datetime | None = Field(default=None, sa_type=Instant)
    published_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    published_at: datetime | None = Field(default=None, sa_type=Instant)
    words: str = ""


class BenchmarkCitation(SQLModel, table=True):
    """An article by which it is punished, of the version published last."""

    __tablename__ = "benchmark_citation"

    law: str = Field(primary_key=True)
    article: str = Field(primary_key=True)
    benchmark_id: UUID = Field(foreign_key="benchmark.id", primary_key=True, index=True)


class BenchmarkMatter(SQLModel, table=True):
    """The code of a matter at whose visits it is looked up."""

    __tablename__ = "benchmark_matter"

    matter: str = Field(primary_key=True)
    benchmark_id: UUID = Field(foreign_key="benchmark.id", primary_key=True, index=True)


class BenchmarkListVersion(SQLModel, table=True):
    """A version of a row of the four lists 四张清单; ``content`` is a `zhifa.benchmarks.lists.ListRow`.

    ``agency_id``: who proposed it, None for the city. From its publication on only ``valid_to`` is closed.
    """

    __tablename__ = "benchmark_list_version"
    __table_args__ = (
        sa.Index("ix_benchmark_list_version_kind_code", "kind", "code", "version"),
        sa.Index("ix_benchmark_list_version_status_code", "status", "code", "version"),
    )

    code: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    status: str
    kind: str
    title: str
    valid_from: date
    valid_to: date | None = None
    demo: bool = False
    content: dict[str, Any] = Field(sa_type=sa.JSON)
    agency_id: UUID | None = Field(default=None, foreign_key="agency.id", index=True)
    entered_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    entered_at: datetime | None = Field(default=None, sa_type=Instant)
    approved_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    approved_at: datetime | None = Field(default=None, sa_type=Instant)
    published_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    published_at: datetime | None = Field(default=None, sa_type=Instant)
    words: str = ""
