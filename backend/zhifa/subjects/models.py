"""监管对象: whom a visit is paid to."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from zhifa.db import Instant


class Subject(SQLModel, table=True):
    """An enterprise or shop. ``uscc``: GB 32100; one whose check digit fails is kept with the reason."""

    __table_args__ = (
        sa.Index("ix_subject_division_name", "division_code", "name", "id"),
        sa.Index("ix_subject_division_updated", "division_code", "updated_at"),
    )

    id: UUID = Field(primary_key=True)
    name: str = Field(index=True)
    uscc: str | None = Field(default=None, unique=True)
    uscc_valid: bool = True
    uscc_reason: str | None = None
    kind: str  # 企业 个体工商户 农民专业合作社 …
    trade: str
    address: str
    division_code: str = Field(foreign_key="division.code")
    lat: float | None = None  # WGS-84
    lon: float | None = None
    risk: str  # A B C D
    demo: bool = False
    updated_at: datetime = Field(sa_type=Instant)


class SubjectCode(SQLModel, table=True):
    """一户一码: the code printed for a subject, by its hash alone; it is derived again to be printed again.

    ``serial`` counts the codes of a subject: a new one ends the one before it.
    """

    __tablename__ = "subject_code"

    subject_id: UUID = Field(foreign_key="subject.id", primary_key=True)
    serial: int
    sha256: str = Field(unique=True)
    issued_at: datetime = Field(sa_type=Instant)
