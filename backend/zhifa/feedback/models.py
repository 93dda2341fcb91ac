"""Ratings 评价 and complaints 投诉. Who rated is held nowhere: ``docs/decisions/nobody-learns-who-rated.md``."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from zhifa.db import Instant


class RatingBox(SQLModel, table=True):
    """What one agency was given in one quarter: counts and words, sealed (AES-256-GCM) under a secret that the
    database does not hold, and padded. The boxes of a quarter are made for all agencies at once."""

    __tablename__ = "rating_box"

    period: str = Field(primary_key=True)  # 2026Q4, Asia/Shanghai
    agency_id: UUID = Field(foreign_key="agency.id", primary_key=True, index=True)
    sealed: bytes


class RatedVisit(SQLModel, table=True):
    """That some visit was rated, so that it is once. ``mark``: HMAC of the visit's id, nothing else, and kept in the
    order of the marks, which is no order of time."""

    __tablename__ = "rated_visit"
    __table_args__ = ({"sqlite_with_rowid": False},)

    mark: str = Field(primary_key=True)


class Complaint(SQLModel, table=True):
    """Handled by the justice bureau of ``division_code``, never by the agency complained of. ``contact`` is theirs to
    leave or not; ``secret_mark``: HMAC of what opens the answer."""

    __table_args__ = (sa.Index("ix_complaint_division_code_id", "division_code", "id"),)

    id: UUID = Field(primary_key=True)
    tracking: str = Field(unique=True)
    secret_mark: str
    at: datetime = Field(sa_type=Instant)
    agency_id: UUID | None = Field(default=None, foreign_key="agency.id", index=True)
    inspection_id: UUID | None = Field(default=None, foreign_key="notebook.id", index=True)
    certificate_number: str | None = Field(default=None, foreign_key="certificate.number", index=True)
    division_code: str = Field(foreign_key="division.code")
    about: str  # whom, as it was typed
    place: str
    words: str
    contact: str
    state: str  # received | accepted | declined | answered | closed
    accept_by: date
    answer_by: date
    uncertain_year: int | None = None
    answer: str = ""
    version: int = 0


class ComplaintStep(SQLModel, table=True):
    """What was done with a complaint, by whom, with what words; ``division_code``: where it was forwarded to."""

    __tablename__ = "complaint_step"

    id: UUID = Field(primary_key=True)
    complaint_id: UUID = Field(foreign_key="complaint.id", index=True)
    at: datetime = Field(sa_type=Instant)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    step: str  # accept | decline | forward | answer | close
    words: str
    division_code: str | None = Field(default=None, foreign_key="division.code", index=True)


class ComplaintPhoto(SQLModel, table=True):
    """A photograph: the original as it came, and a picture without its metadata, made from it by the worker."""

    __tablename__ = "complaint_photo"

    id: UUID = Field(primary_key=True)
    complaint_id: UUID = Field(foreign_key="complaint.id", index=True)
    media_type: str
    size: int  # bytes
    shown: str = "pending"  # pending | ready | impossible
