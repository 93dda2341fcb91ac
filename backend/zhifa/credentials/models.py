"""Officers 执法人员 and their certificates 执法证件, with the history of each certificate."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from zhifa.db import Instant


class CertificateStatus(StrEnum):
    PENDING = "pending"  # 申领已通过审核,制证中,尚未发证
    VALID = "valid"  # 有效
    SUSPENDED = "suspended"  # 暂扣
    WITHDRAWN = "withdrawn"  # 收回
    LOST = "lost"  # 挂失
    CANCELLED = "cancelled"  # 注销
    VOIDED = "voided"  # 作废
    EXPIRED = "expired"  # 过期: never stored, follows from valid_to


#: Statuses that everybody may know of: whoever shows such a certificate has no power to inspect.
PUBLISHED = (
    CertificateStatus.WITHDRAWN,
    CertificateStatus.LOST,
    CertificateStatus.CANCELLED,
    CertificateStatus.VOIDED,
)
_IS_PUBLISHED = sa.text("status IN ({})".format(", ".join(f"'{status.value}'" for status in PUBLISHED)))


class Officer(SQLModel, table=True):
    id: UUID = Field(primary_key=True)
    name: str
    agency_id: UUID = Field(foreign_key="agency.id", index=True)
    active: bool = True
    demo: bool = False


class Issuer(SQLModel, table=True):
    """Who issues certificates 发证机关. ``number_pattern``: a regular expression that the whole number matches,
    data of each issuer, since no national rule on the number's length was found."""

    name: str = Field(primary_key=True)
    number_pattern: str
    number_rule: str  # the same in words, for whoever typed a number that does not match
    kind: str  # province | ministry
    valid_from: date | None = None  # first and last day on which a certificate of theirs may begin
    valid_to: date | None = None
    demo: bool = False


class Certificate(SQLModel, table=True):
    """``number`` is text: leading zeros count. ``kind``: province | ministry | assisting (no officer).

    ``portrait``: SHA-256 of the original picture, object ``portraits/<sha256>``.
    """

    number: str = Field(primary_key=True)
    officer_id: UUID = Field(foreign_key="officer.id", index=True)
    kind: str
    category: str
    area: str
    issuer: str = Field(index=True)
    valid_from: date
    valid_to: date = Field(index=True)
    portrait: str | None = None
    demo: bool = False


class CertificateMatter(SQLModel, table=True):
    """A matter that a certificate covers 职权范围; a certificate without any covers those of its agency."""

    __tablename__ = "certificate_matter"

    certificate_number: str = Field(foreign_key="certificate.number", primary_key=True)
    matter_id: UUID = Field(foreign_key="matter.id", primary_key=True, index=True)


class CertificateChange(SQLModel, table=True):
    """Something one person proposes and another approves: then, and not before, it is carried out.

    ``kind``: create | status | portrait | import. ``proposal`` holds what would be done, in the shape of its
    kind. ``agency_id`` is None for an import, which concerns many; ``division_code`` is then the enterer's.
    """

    __tablename__ = "certificate_change"
    __table_args__ = (sa.Index("ix_certificate_change_state_id", "state", "id"),)

    id: UUID = Field(primary_key=True)
    kind: str
    certificate_number: str | None = Field(default=None, index=True)
    agency_id: UUID | None = Field(default=None, foreign_key="agency.id", index=True)
    division_code: str = Field(foreign_key="division.code", index=True)
    state: str  # proposed | approved | rejected
    proposal: dict[str, Any] = Field(sa_type=sa.JSON)
    reason: str
    document: str = ""
    entered_by: UUID = Field(foreign_key="account.id", index=True)
    entered_at: datetime = Field(sa_type=Instant)
    decided_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    words: str = ""


class CertificateInterval(SQLModel, table=True):
    """A stretch of a certificate's life; validity is judged as of a moment, never as of today only.

    Rows are only ever added: a correction is a row that was recorded later.
    """

    __tablename__ = "certificate_interval"
    __table_args__ = (
        sa.UniqueConstraint("certificate_number", "starts_at", "recorded_at"),
        sa.Index(
            "ix_certificate_interval_published",
            "starts_at",
            "certificate_number",
            sqlite_where=_IS_PUBLISHED,
            postgresql_where=_IS_PUBLISHED,
        ),
    )

    id: UUID = Field(primary_key=True)
    certificate_number: str = Field(foreign_key="certificate.number")
    status: str
    starts_at: datetime = Field(sa_type=Instant)
    ends_at: datetime | None = Field(default=None, sa_type=Instant)
    reason: str
    document: str = ""
    entered_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    approved_by: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    change_id: UUID | None = Field(default=None, foreign_key="certificate_change.id", index=True)
    recorded_at: datetime = Field(sa_type=Instant)


class CardCode(SQLModel, table=True):
    """The code printed on a card: base64url of 16 random bytes. A new one ends the one before."""

    __tablename__ = "card_code"
    __table_args__ = (
        sa.Index(
            "uq_card_code_in_force",
            "certificate_number",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    code: str = Field(primary_key=True)
    certificate_number: str = Field(foreign_key="certificate.number", index=True)
    issued_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
