"""The notebook as received, and the inspection that is read from it."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from zhifa.db import Instant

#: An inspection is opened once.
OPENED = sa.text("kind = 'opened'")


class Notebook(SQLModel, table=True):
    """One row an inspection, made by the first entry to arrive; locked while entries are taken in."""

    id: UUID = Field(primary_key=True)  # the `sub` of its entries
    first_received_at: datetime = Field(sa_type=Instant)


class Entry(SQLModel, table=True):
    """An entry that is in place in its chain. ``jws`` is the authority; the rest is read from it."""

    __table_args__ = (
        sa.UniqueConstraint("inspection_id", "device_id", "seq"),
        sa.Index("ix_entry_inspection_id_seq", "inspection_id", "seq"),
        sa.Index("uq_entry_opened", "inspection_id", unique=True, sqlite_where=OPENED, postgresql_where=OPENED),
    )

    jti: UUID = Field(primary_key=True)
    inspection_id: UUID = Field(foreign_key="notebook.id", index=True)
    device_id: UUID = Field(foreign_key="device.id", index=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    seq: int
    kind: str
    at: datetime = Field(sa_type=Instant)
    received_at: datetime = Field(sa_type=Instant)
    skew_ms: int = Field(sa_type=sa.BigInteger)
    sha256: str  # base64url of the compact JWS, what the next `prev` must say
    jws: str


class HeldEntry(SQLModel, table=True):
    """An entry whose predecessor has not come; moved to ``entry`` when it does."""

    __tablename__ = "held_entry"
    __table_args__ = (sa.UniqueConstraint("inspection_id", "device_id", "seq"),)

    jti: UUID = Field(primary_key=True)
    inspection_id: UUID = Field(foreign_key="notebook.id", index=True)
    device_id: UUID = Field(foreign_key="device.id", index=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    seq: int
    received_at: datetime = Field(sa_type=Instant)
    skew_ms: int = Field(sa_type=sa.BigInteger)
    jws: str


class Quarantine(SQLModel, table=True):
    """What could not be taken in, with its bytes and why; a supervisor sees it and may admit it.

    The same bytes refused again for the same reason are one row (``fingerprint``).
    """

    __table_args__ = (sa.Index("ix_quarantine_agency_id_id", "agency_id", "id"),)

    id: UUID = Field(primary_key=True)
    fingerprint: str = Field(unique=True)
    received_at: datetime = Field(sa_type=Instant)
    captured_at: datetime | None = Field(default=None, sa_type=Instant)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    agency_id: UUID | None = Field(default=None, foreign_key="agency.id", index=True)
    device_id: UUID | None = Field(default=None, foreign_key="device.id", index=True)
    inspection_id: UUID | None = Field(default=None, index=True)
    kind: str | None = None
    code: str
    detail: str
    skew_ms: int = Field(default=0, sa_type=sa.BigInteger)
    content: bytes
    resolution: str | None = None  # admit | keep
    resolved_at: datetime | None = Field(default=None, sa_type=Instant)
    resolved_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    words: str | None = None


class Inspection(SQLModel, table=True):
    """The read model: what a list or a record shows, folded from the entries; never the authority.

    ``summary`` holds what lists say and the entries alone know: ``{"matters": [name …],
    "answers": {"pass": n, "fail": n, "na": n}, "photos": n, "result": code | null, "late": n}``. Whatever other
    rows know better (who took part, files missing, entries held, reviews) is joined, never stored.
    """

    __table_args__ = (
        sa.Index("ix_inspection_agency_state_sort", "agency_id", "state", "sort_at", "id"),
        sa.Index("ix_inspection_agency_sort", "agency_id", "sort_at", "id"),
        sa.Index("ix_inspection_state_sort", "state", "sort_at", "id"),
        sa.Index("ix_inspection_sort", "sort_at", "id"),
        sa.Index("ix_inspection_agency_state_risk", "agency_id", "state", "risk", "sort_at", "id"),
        sa.Index("ix_inspection_state_risk", "state", "risk", "sort_at", "id"),
    )

    id: UUID = Field(primary_key=True, foreign_key="notebook.id")
    agency_id: UUID = Field(foreign_key="agency.id", index=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    subject_id: UUID | None = Field(default=None, foreign_key="subject.id", index=True)
    subject_name: str
    subject_uscc: str | None = Field(default=None, index=True)
    state: str
    opened_at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    sort_at: datetime = Field(sa_type=Instant)  # closed_at, or opened_at while open
    first_received_at: datetime = Field(sa_type=Instant)
    last_received_at: datetime = Field(sa_type=Instant)
    conflict: bool = False
    version: int = 0
    risk: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # the weight of open compliance findings
    summary: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)


class Participation(SQLModel, table=True):
    """Officers of an inspection; an officer sees the inspections in which they take part."""

    inspection_id: UUID = Field(foreign_key="notebook.id", primary_key=True)
    officer_id: UUID = Field(foreign_key="officer.id", primary_key=True, index=True)
    role: str  # lead | second


class Attachment(SQLModel, table=True):
    """An ``attached`` entry's file, so that missing bytes can be named."""

    jti: UUID = Field(foreign_key="entry.jti", primary_key=True)
    inspection_id: UUID = Field(foreign_key="notebook.id", index=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    sha256: str = Field(index=True)
