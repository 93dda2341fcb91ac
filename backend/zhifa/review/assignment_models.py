"""Whose turn a record is: an offer to one reviewer, which keeps nobody else from it."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from zhifa.db import Instant


class Assignment(SQLModel, table=True):
    """The reviewer that a record was last given to, and by whom. How it went before is in the audit trail."""

    inspection_id: UUID = Field(foreign_key="inspection.id", primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    by_id: UUID = Field(foreign_key="account.id", index=True)
    at: datetime = Field(sa_type=Instant)
