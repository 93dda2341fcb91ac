"""Rubrics, draws with the list that each was made from, and the sheets of the reviewers."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from zhifa.db import Instant


class Rubric(SQLModel, table=True):
    """A version of a rubric, never changed; ``content`` is a `zhifa.appraisal.rubric.Standard`."""

    __table_args__ = (sa.UniqueConstraint("name", "version"),)

    id: UUID = Field(primary_key=True)
    name: str
    version: int
    content: dict[str, Any] = Field(sa_type=sa.JSON)
    source: str
    demo: bool = False
    created_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    created_at: datetime = Field(sa_type=Instant)


class Draw(SQLModel, table=True):
    """A sample of a division's accepted records: first the list is frozen, then the seed is named.

    ``agency_id``, ``matter_id``: only records of this agency, only visits about this matter.
    ``closed_from`` and ``closed_to``: days of Asia/Shanghai, both included.
    """

    __table_args__ = (sa.Index("ix_draw_division_code_id", "division_code", "id"),)

    id: UUID = Field(primary_key=True)
    title: str
    division_code: str = Field(foreign_key="division.code")
    agency_id: UUID | None = Field(default=None, foreign_key="agency.id", index=True)
    matter_id: UUID | None = Field(default=None, foreign_key="matter.id", index=True)
    rubric_id: UUID = Field(foreign_key="rubric.id", index=True)
    closed_from: date
    closed_to: date
    size: int
    list_sha256: str
    list_count: int
    frozen_by: UUID = Field(foreign_key="account.id", index=True)
    frozen_at: datetime = Field(sa_type=Instant)
    seed: str | None = None
    seed_source: str | None = None
    drawn_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    drawn_at: datetime | None = Field(default=None, sa_type=Instant)


class DrawMember(SQLModel, table=True):
    """A record on the frozen list. ``place``: from 1, in the order drawn; null for those not drawn."""

    __tablename__ = "draw_member"
    __table_args__ = (sa.Index("ix_draw_member_draw_id_place", "draw_id", "place"),)

    draw_id: UUID = Field(foreign_key="draw.id", primary_key=True)
    inspection_id: UUID = Field(foreign_key="inspection.id", primary_key=True, index=True)
    place: int | None = None


class Part(StrEnum):
    FIRST = "first"
    SECOND = "second"
    ARBITER = "arbiter"


class Sheet(SQLModel, table=True):
    """One reviewer's sheet on one record; ``marks`` are `zhifa.appraisal.rubric.Mark`, kept as they grow.

    Handed in once (``submitted_at``) and never changed after that.
    """

    __table_args__ = (
        sa.UniqueConstraint("draw_id", "inspection_id", "part"),
        sa.UniqueConstraint("draw_id", "inspection_id", "account_id"),
        sa.ForeignKeyConstraint(
            ["draw_id", "inspection_id"], ["draw_member.draw_id", "draw_member.inspection_id"], name="fk_sheet_member"
        ),
        sa.Index("ix_sheet_account_id_id", "account_id", "id"),
    )

    id: UUID = Field(primary_key=True)
    draw_id: UUID
    inspection_id: UUID = Field(index=True)
    account_id: UUID = Field(foreign_key="account.id")
    part: str
    marks: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    words: str = ""
    assigned_at: datetime = Field(sa_type=Instant)
    submitted_at: datetime | None = Field(default=None, sa_type=Instant)


class Statement(SQLModel, table=True):
    """What the agency, or an officer who was there, answers to the result of an appraisal."""

    __tablename__ = "appraisal_statement"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["draw_id", "inspection_id"],
            ["draw_member.draw_id", "draw_member.inspection_id"],
            name="fk_appraisal_statement_member",
        ),
        sa.Index("ix_appraisal_statement_member", "draw_id", "inspection_id"),
    )

    id: UUID = Field(primary_key=True)
    draw_id: UUID
    inspection_id: UUID = Field(index=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    words: str
    at: datetime = Field(sa_type=Instant)


class Recusal(SQLModel, table=True):
    """Somebody who was given a record has it no more, and why: 回避 by themselves, or taken over by ``by_id``, who
    organises the appraisal and found that they fell out."""

    __tablename__ = "appraisal_recusal"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["draw_id", "inspection_id"],
            ["draw_member.draw_id", "draw_member.inspection_id"],
            name="fk_appraisal_recusal_member",
        ),
        sa.Index("ix_appraisal_recusal_member", "draw_id", "inspection_id"),
    )

    id: UUID = Field(primary_key=True)
    draw_id: UUID
    inspection_id: UUID = Field(index=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    words: str
    at: datetime = Field(sa_type=Instant)
    by_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
