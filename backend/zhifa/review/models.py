"""What supervisors said of a record."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from zhifa.db import Instant


class Review(SQLModel, table=True):
    """A decision, a comment, the taking back of a decision, a step of a referral: nothing is ever deleted.

    ``entries``: the entries it is about; ``version``: the record it saw; ``undoes``: of an ``undo``, which decision.
    """

    __table_args__ = (sa.Index("ix_review_inspection_at", "inspection_id", "at"),)

    id: UUID = Field(primary_key=True)
    inspection_id: UUID = Field(foreign_key="inspection.id", index=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    decision: str  # accept | return | comment | undo | refer | take | give_back | recall
    words: str
    entries: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    version: int
    at: datetime = Field(sa_type=Instant)
    undoes: UUID | None = Field(default=None, foreign_key="review.id", unique=True)


class Presence(SQLModel, table=True):
    """A reviewer who has a record open. The desk says so again every few seconds; who was not heard of has left."""

    __tablename__ = "review_presence"

    inspection_id: UUID = Field(foreign_key="inspection.id", primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", primary_key=True, index=True)
    since: datetime = Field(sa_type=Instant)
    seen_at: datetime = Field(sa_type=Instant)
