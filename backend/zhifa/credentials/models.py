"""Officers 执法人员 and their certificates 执法证件, with the history of each certificate."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from zhifa.db import Instant


class CertificateStatus(StrEnum):
    PENDING = "pending"  # 申领 / 审核 / 制证
    VALID = "valid"  # 有效
    SUSPENDED = "suspended"  # 暂扣
    WITHDRAWN = "withdrawn"  # 收回
    LOST = "lost"  # 挂失
    CANCELLED = "cancelled"  # 注销
    VOIDED = "voided"  # 作废
    EXPIRED = "expired"  # 过期: never stored, follows from valid_to


class Officer(SQLModel, table=True):
    id: UUID = Field(primary_key=True)
    name: str
    agency_id: UUID = Field(foreign_key="agency.id", index=True)
    active: bool = True
    demo: bool = False


class Certificate(SQLModel, table=True):
    """``number`` is text: leading zeros count. ``kind``: province | ministry | assisting (no officer)."""

    number: str = Field(primary_key=True)
    officer_id: UUID = Field(foreign_key="officer.id", index=True)
    kind: str
    category: str
    area: str
    issuer: str
    valid_from: date
    valid_to: date
    demo: bool = False


class CertificateInterval(SQLModel, table=True):
    """A stretch of a certificate's life; validity is judged as of a moment, never as of today only."""

    __tablename__ = "certificate_interval"
    __table_args__ = (sa.UniqueConstraint("certificate_number", "starts_at", "recorded_at"),)

    id: UUID = Field(primary_key=True)
    certificate_number: str = Field(foreign_key="certificate.number", index=True)
    status: str
    starts_at: datetime = Field(sa_type=Instant)
    ends_at: datetime | None = Field(default=None, sa_type=Instant)
    reason: str
    document: str = ""
    actor_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    recorded_at: datetime = Field(sa_type=Instant)
