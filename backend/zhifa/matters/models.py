"""Enforcement matters 执法事项, their checklists 检查标准, and the changes by which both come about."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from zhifa.db import Instant


class Matter(SQLModel, table=True):
    """A published matter with its legal basis; ``kind`` is one of the seven 处罚 许可 征收征用 确认 给付 强制 检查."""

    __table_args__ = (sa.Index("ix_matter_field_code", "field", "code"),)

    id: UUID = Field(primary_key=True)
    code: str = Field(unique=True)
    name: str
    kind: str
    field: str
    basis: str
    basis_confidence: str  # high | medium | low, as far as the text itself was read
    trades: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    annual_cap: int | None = None
    valid_from: date
    valid_to: date | None = None
    demo: bool = False


class Checklist(SQLModel, table=True):
    """A version of a matter's checklist; the newest published one is in force."""

    __table_args__ = (sa.UniqueConstraint("matter_id", "version"),)

    id: UUID = Field(primary_key=True)
    matter_id: UUID = Field(foreign_key="matter.id", index=True)
    version: int
    published_on: date


class ChecklistItem(SQLModel, table=True):
    """One thing to look at. Items of the same ``merge_key`` are asked once where matters are combined."""

    __tablename__ = "checklist_item"

    checklist_id: UUID = Field(foreign_key="checklist.id", primary_key=True)
    position: int = Field(primary_key=True)
    code: str
    text: str
    requirement: str
    basis: str
    merge_key: str | None = None


class MatterChange(SQLModel, table=True):
    """A change of the catalogue: proposed by one person, carried out when another approves it.

    ``what``: a `zhifa.matters.change_schemas.What`. ``agency_id``: whose catalogue it is about, None where an overseer
    changes a matter of several. ``differences``: what it changed, line by line, as it stood when it was approved.
    """

    __tablename__ = "matter_change"
    __table_args__ = (
        sa.Index("ix_matter_change_status_id", "status", "id"),
        sa.Index("ix_matter_change_matter_id", "matter_id", "id"),
    )

    id: UUID = Field(primary_key=True)
    matter_id: UUID | None = Field(default=None, foreign_key="matter.id")
    agency_id: UUID | None = Field(default=None, foreign_key="agency.id", index=True)
    kind: str  # publish | amend | withdraw | delegate | take_back
    code: str  # of the matter, which a new one has before it has a row
    name: str
    what: dict[str, Any] = Field(sa_type=sa.JSON)
    differences: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    reason: str
    document: str = ""
    status: str  # proposed | approved | rejected | revoked
    proposed_by: UUID = Field(foreign_key="account.id", index=True)
    proposed_at: datetime = Field(sa_type=Instant)
    decided_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    words: str = ""
