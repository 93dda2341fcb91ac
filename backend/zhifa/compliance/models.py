"""What was found, what is owed, which figures hold; alerts are in ``alert_models``."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from zhifa.db import Instant


class ComplianceCheck(SQLModel, table=True):
    """One row an inspection: which version was checked, and what checks of *other* visits need to know of it.

    ``checked_at``: when a check last noted something new here; one that finds all as it was writes nothing.
    ``next_look``: the day on which a running term will speak differently, for the daily sweep.
    """

    __tablename__ = "compliance_check"

    inspection_id: UUID = Field(foreign_key="inspection.id", primary_key=True)
    checked_at: datetime = Field(sa_type=Instant)
    version: int
    source: str
    matters: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    next_look: date | None = Field(default=None, index=True)


class ComplianceFinding(SQLModel, table=True):
    """The word of one rule on one inspection; ``resolved`` when a later check no longer says it.

    ``facts``: the values that decided; ``version``: of the rule that said it.
    """

    __tablename__ = "compliance_finding"
    __table_args__ = (
        sa.UniqueConstraint("inspection_id", "rule"),
        sa.Index("ix_compliance_finding_rule_state", "rule", "state"),
    )

    id: UUID = Field(primary_key=True)
    inspection_id: UUID = Field(foreign_key="inspection.id")
    rule: str
    version: int
    severity: str  # block | warn | info
    state: str  # open | resolved
    trace: str
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    entries: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    about: str = ""  # by whom similar findings are grouped: an officer's or subject's id
    first_at: datetime = Field(sa_type=Instant)
    at: datetime = Field(sa_type=Instant)  # when it last changed
    alert_id: UUID | None = Field(default=None, foreign_key="alert.id", index=True)


class FindingStep(SQLModel, table=True):
    """The history of a finding: each time it appeared, changed or went."""

    __tablename__ = "compliance_finding_step"

    id: UUID = Field(primary_key=True)
    finding_id: UUID = Field(foreign_key="compliance_finding.id", index=True)
    at: datetime = Field(sa_type=Instant)
    state: str
    version: int
    severity: str
    trace: str


class Duty(SQLModel, table=True):
    """That something a term asks for was done, as a reviewer registered it; the latest row of a duty holds."""

    __tablename__ = "compliance_duty"
    __table_args__ = (sa.Index("ix_compliance_duty_inspection", "inspection_id", "duty", "at"),)

    id: UUID = Field(primary_key=True)
    inspection_id: UUID = Field(foreign_key="inspection.id")
    duty: str
    done_on: date
    words: str
    account_id: UUID = Field(foreign_key="account.id", index=True)
    at: datetime = Field(sa_type=Instant)


class Threshold(SQLModel, table=True):
    """A figure that somebody published 公布: it replaces the default of ``thresholds.json`` from its first day.

    ``agency_id`` None: for all agencies of ``division_code``; ``matter_id``: of an ``annual_cap``, for this matter.
    """

    __table_args__ = (sa.Index("ix_threshold_code", "code", "valid_from"),)

    id: UUID = Field(primary_key=True)
    code: str
    agency_id: UUID | None = Field(default=None, foreign_key="agency.id", index=True)
    division_code: str | None = Field(default=None, foreign_key="division.code", index=True)
    matter_id: UUID | None = Field(default=None, foreign_key="matter.id", index=True)
    value: int
    source: str
    valid_from: date
    valid_to: date | None = None
    set_by: UUID = Field(foreign_key="account.id", index=True)
    set_at: datetime = Field(sa_type=Instant)
