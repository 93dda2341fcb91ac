"""Alerts 预警: similar findings put before a person, with what was done about them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from zhifa.db import Instant

#: At most one alert of a group is not closed.
NOT_CLOSED = sa.text("state <> 'closed'")


class Alert(SQLModel, table=True):
    """Findings of one rule in one agency about one officer or subject. ``count``: of those still open."""

    __table_args__ = (
        sa.Index(
            "uq_alert_not_closed", "rule", "agency_id", "about", unique=True,
            sqlite_where=NOT_CLOSED, postgresql_where=NOT_CLOSED,
        ),
        sa.Index("ix_alert_agency_state_at", "agency_id", "state", "last_at", "id"),
        sa.Index("ix_alert_state_at", "state", "last_at", "id"),
        sa.Index("ix_alert_at", "last_at", "id"),
    )  # fmt: skip

    id: UUID = Field(primary_key=True)
    rule: str
    severity: str
    agency_id: UUID = Field(foreign_key="agency.id")
    about: str
    about_name: str
    owner_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    state: str  # open | acknowledged | snoozed | closed
    count: int
    first_at: datetime = Field(sa_type=Instant)
    last_at: datetime = Field(sa_type=Instant)
    snoozed_until: date | None = Field(default=None, index=True)
    conclusion: str | None = None  # the finding of fact with which it was closed


class AlertStep(SQLModel, table=True):
    """The history of an alert. ``account_id`` None: the system itself."""

    __tablename__ = "alert_step"

    id: UUID = Field(primary_key=True)
    alert_id: UUID = Field(foreign_key="alert.id", index=True)
    at: datetime = Field(sa_type=Instant)
    account_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    step: str
    words: str
    detail: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
