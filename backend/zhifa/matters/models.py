"""Enforcement matters 执法事项 and their checklists 检查标准."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


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
