"""Alerts on the wire."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from zhifa.compliance.schemas import SeverityName

AlertState = Literal["open", "acknowledged", "snoozed", "closed"]
StepName = Literal["acknowledge", "snooze", "close", "reopen", "assign", "comment"]
#: The finding of fact with which an alert is closed; `resolved` is the system's own: a recheck found nothing left.
Conclusion = Literal["confirmed", "corrected", "lawful", "mistaken", "resolved"]


class AlertRow(msgspec.Struct):
    """Similar findings: one rule, one agency, about one officer or subject (``about_name``, may be empty).
    ``count``: of those still open."""

    id: UUID
    rule: str
    title: str
    source: str
    severity: SeverityName
    state: AlertState
    agency_id: UUID
    agency_name: str
    about_name: str
    owner_id: UUID | None
    owner_name: str | None
    count: int
    first_at: datetime
    last_at: datetime
    snoozed_until: date | None
    conclusion: Conclusion | None


class AlertFinding(msgspec.Struct):
    inspection_id: UUID
    subject_name: str
    opened_at: datetime
    severity: SeverityName
    state: Literal["open", "resolved"]
    trace: str
    at: datetime


class AlertStepRow(msgspec.Struct):
    """``by`` null: the system. ``step``: as asked for, or opened, woken by the system."""

    at: datetime
    step: str
    words: str
    by: str | None
    detail: dict[str, Any]


class AlertDetail(msgspec.Struct):
    """``findings``: the newest hundred."""

    alert: AlertRow
    findings: list[AlertFinding]
    steps: list[AlertStepRow]


class AlertCounts(msgspec.Struct):
    open: int = 0
    acknowledged: int = 0
    snoozed: int = 0
    closed: int = 0


class AlertStepDraft(msgspec.Struct, forbid_unknown_fields=True):
    """``words`` are required for all but acknowledge and assign; ``until`` for snooze; ``conclusion`` for close;
    ``owner`` for assign."""

    step: StepName
    words: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    until: date | UnsetType = UNSET
    conclusion: Literal["confirmed", "corrected", "lawful", "mistaken"] | UnsetType = UNSET
    owner: UUID | UnsetType = UNSET


class SeenAlert(msgspec.Struct, forbid_unknown_fields=True):
    """An alert and who owned it, as the asker saw it."""

    id: UUID
    seen: UUID | None


class AlertAssignmentDraft(msgspec.Struct, forbid_unknown_fields=True):
    """Alerts handed to one person together, with the same words."""

    owner: UUID
    alerts: Annotated[list[SeenAlert], msgspec.Meta(min_length=1, max_length=100)]
    words: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class AlertAssignmentOutcome(msgspec.Struct):
    """What became of one alert: ``refused`` names why, and nothing was changed."""

    id: UUID
    outcome: Literal["done", "refused"]
    code: str = ""
    detail: str = ""
