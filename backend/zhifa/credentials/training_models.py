"""What an officer has learned and how they were judged: exams 资格考试, assessments 年度考核, training 培训."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from zhifa.db import Instant


class Exam(SQLModel, table=True):
    """A sitting of the qualification exam 执法资格考试; it comes before the certificate, so it is the officer's."""

    id: UUID = Field(primary_key=True)
    officer_id: UUID = Field(foreign_key="officer.id", index=True)
    name: str
    held_on: date
    score: float
    passed: bool
    recorded_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    recorded_at: datetime = Field(sa_type=Instant)


class Assessment(SQLModel, table=True):
    """The yearly review 年度考核 of one officer. ``result``: passed | failed | deferred; the last word counts."""

    __table_args__ = (sa.UniqueConstraint("officer_id", "year", "recorded_at"),)

    id: UUID = Field(primary_key=True)
    officer_id: UUID = Field(foreign_key="officer.id")
    year: int
    result: str
    words: str = ""
    recorded_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    recorded_at: datetime = Field(sa_type=Instant)


class Training(SQLModel, table=True):
    """Hours 学时 of one officer at one course, in halves. ``category``: public_law 公共法律 | professional 业务."""

    __table_args__ = (sa.Index("ix_training_officer_id_held_on", "officer_id", "held_on"),)

    id: UUID = Field(primary_key=True)
    officer_id: UUID = Field(foreign_key="officer.id")
    category: str
    course: str
    hours: float
    held_on: date
    document: str = ""
    recorded_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    recorded_at: datetime = Field(sa_type=Instant)
