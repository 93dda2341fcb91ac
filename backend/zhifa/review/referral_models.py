"""Referrals 移送: a record handed on to another agency, and what that agency said."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from zhifa.db import Instant

#: A record is in one other agency's hands at most.
IN_FORCE = sa.text("state IN ('pending', 'accepted')")


class Referral(SQLModel, table=True):
    """Every step is a review of its own, with who, when and why: ``sent_id`` is that of the sending, ``answer_id``
    that of the latest answer. ``findings``: numbers of the rules that it is about; ``at``: when it was sent."""

    __table_args__ = (
        sa.Index(
            "uq_referral_in_force", "inspection_id", unique=True,
            sqlite_where=IN_FORCE, postgresql_where=IN_FORCE,
        ),
        sa.Index("ix_referral_from_agency_id_at", "from_agency_id", "at", "id"),
        sa.Index("ix_referral_to_agency_id_at", "to_agency_id", "at", "id"),
        sa.Index("ix_referral_at", "at", "id"),
        sa.Index("ix_referral_state_at", "state", "at", "id"),
    )  # fmt: skip

    id: UUID = Field(primary_key=True)
    inspection_id: UUID = Field(foreign_key="inspection.id", index=True)
    from_agency_id: UUID = Field(foreign_key="agency.id")
    to_agency_id: UUID = Field(foreign_key="agency.id")
    sent_id: UUID = Field(foreign_key="review.id", unique=True)
    answer_id: UUID | None = Field(default=None, foreign_key="review.id", unique=True)
    state: str  # pending | accepted | given_back | recalled
    findings: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    at: datetime = Field(sa_type=Instant)
