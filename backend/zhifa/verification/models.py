"""What is kept of verifications 核验: that one took place, never who asked."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from zhifa.db import Instant, RowNumber


class Verification(SQLModel, table=True):
    """The log. ``code_sha256`` and ``origin`` count without telling: ``origin`` is the truncated address (/24, /48)
    hashed with the day's salt, which is destroyed with the day after, so that no address can be found from it."""

    __table_args__ = (
        sa.Index("ix_verification_agency_id_day", "agency_id", "day"),
        sa.Index("ix_verification_certificate_number_day", "certificate_number", "day"),
    )

    id: UUID = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)
    day: date = Field(index=True)  # in the zone of the law
    kind: str  # dynamic | card | unreadable
    code_sha256: str
    certificate_number: str | None = Field(default=None, foreign_key="certificate.number")
    agency_id: UUID | None = Field(default=None, foreign_key="agency.id")
    answer: str
    reason: str | None = None
    presented_at: datetime | None = Field(default=None, sa_type=Instant)
    origin: str


class VerificationTurn(SQLModel, table=True):
    """Questions that were answered together, as they were written down before the answers were given.

    One row behind the last, without an index to keep: what it costs does not grow with the log. The worker enters it
    into the log, and it goes, when none of its codes can be shown to another viewer any more.
    """

    __tablename__ = "verification_turn"
    __table_args__ = {"sqlite_autoincrement": True}  # a number comes once, also after its row went

    seq: int | None = Field(default=None, sa_type=RowNumber, primary_key=True)
    at: datetime = Field(sa_type=Instant)  # of the last question
    lines: str  # JSON, an array for each question (``journal.Line``)


class DaySalt(SQLModel, table=True):
    """The secret of a day (UTC), shared by all processes, under which origins are hashed."""

    __tablename__ = "day_salt"

    day: date = Field(primary_key=True)
    salt: bytes


class FalseOfficerReport(SQLModel, table=True):
    """举报假冒执法人员: what somebody wrote on the public page. ``contact`` is theirs to leave or not."""

    __tablename__ = "false_officer_report"
    __table_args__ = (sa.Index("ix_false_officer_report_agency_id_id", "agency_id", "id"),)

    id: UUID = Field(primary_key=True)
    receipt: str = Field(unique=True)
    at: datetime = Field(sa_type=Instant)
    shown: str  # the number or code that was shown, as it was typed
    place: str
    words: str
    contact: str
    agency_id: UUID | None = Field(default=None, foreign_key="agency.id", index=True)
