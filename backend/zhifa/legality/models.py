"""Who may review decisions, and what they said of them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from zhifa.db import Instant


class LegalQualification(SQLModel, table=True):
    """法制审核资格 of an account, from ``valid_from`` to ``valid_to`` (days of Asia/Shanghai, both included).

    ``ground``: ``legal_exam`` (passed the national legal professional exam) or ``before_2018`` (reviewed penalty
    decisions before 2018, so is nobody who takes it up 初次从事; 行政处罚法 art. 58). ``number``: of the certificate.
    ``since``: when the exam's qualification was granted, or the work was begun. ``shared_in``: the division whose
    agencies share this reviewer; null for those of the account's own scope only.
    """

    __tablename__ = "legal_qualification"

    id: UUID = Field(primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    ground: str
    number: str
    since: date
    valid_from: date
    valid_to: date | None = None
    shared_in: str | None = Field(default=None, foreign_key="division.code", index=True)
    words: str = ""
    recorded_by: UUID = Field(foreign_key="account.id", index=True)
    recorded_at: datetime = Field(sa_type=Instant)
    ended_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    end_words: str = ""


class LegalReview(SQLModel, table=True):
    """One review of one record; ``round`` counts from 1. ``state``: a `zhifa.legality.standing.State`.

    ``grounds``: why it is major, as they were told; ``decisive_sha256``: the findings, measures and result that were
    sent, then those that the opinion saw; ``points``: `zhifa.legality.schemas.Point`; ``words``: the opinion, or why
    the review ended without one.
    """

    __tablename__ = "legal_review"
    __table_args__ = (
        sa.UniqueConstraint("inspection_id", "round"),
        sa.Index("ix_legal_review_reviewer_id_state", "reviewer_id", "state", "id"),
        sa.Index("ix_legal_review_agency_id_id", "agency_id", "id"),
    )

    id: UUID = Field(primary_key=True)
    inspection_id: UUID = Field(foreign_key="notebook.id")
    agency_id: UUID = Field(foreign_key="agency.id")
    round: int
    state: str
    grounds: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    decisive_sha256: str
    request: str
    requested_by: UUID = Field(foreign_key="account.id", index=True)
    requested_at: datetime = Field(sa_type=Instant)
    reviewer_id: UUID = Field(foreign_key="account.id")
    qualification_id: UUID = Field(foreign_key="legal_qualification.id", index=True)
    points: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    words: str = ""
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
