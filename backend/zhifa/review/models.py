"""What supervisors said of a record."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from zhifa.db import Instant


class Review(SQLModel, table=True):
    """A decision or a comment. ``entries``: the entries it is about; ``version``: the record it saw."""

    __table_args__ = (sa.Index("ix_review_inspection_at", "inspection_id", "at"),)

    id: UUID = Field(primary_key=True)
    inspection_id: UUID = Field(foreign_key="inspection.id", index=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    decision: str  # accept | return | comment
    words: str
    entries: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    version: int
    at: datetime = Field(sa_type=Instant)
