"""Findings, duties and thresholds on the wire."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

SeverityName = Literal["block", "warn", "info"]
DutyName = Literal[
    "recusal", "preserved", "sealed", "published", "filed", "approved", "case_opened", "decided", "rechecked"
]
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]


class ComplianceRow(msgspec.Struct):
    """A rule's word on an inspection. ``trace``: a sentence naming the facts; ``source``: law and article, of which
    ``confidence`` tells how far the text itself was read; ``entries``: what it is about; ``duty``: what may be
    registered as done about it; ``at``: when it last changed."""

    rule: str
    version: int
    severity: SeverityName
    title: str
    trace: str
    source: str
    confidence: Literal["high", "medium", "low"]
    at: datetime
    first_at: datetime
    state: Literal["open", "resolved"]
    entries: list[UUID]
    duty: DutyName | None


class DutyDraft(msgspec.Struct, forbid_unknown_fields=True):
    """``done_on``: the day on which it was done, Asia/Shanghai; ``words``: what was done, with the document."""

    duty: DutyName
    done_on: date
    words: Words


class CalendarState(msgspec.Struct):
    """``uncertain_year``: the first year that terms begun today may reach and whose holidays are not known yet."""

    today: date
    uncertain_year: int | None


class ThresholdRow(msgspec.Struct):
    """A figure by which the rules measure. ``agency_id`` null: for all agencies of ``division_code``; both null: the
    default of the product. ``matter_id``: of a cap, for this matter only."""

    code: str
    words: str
    unit: str
    value: int
    source: str
    valid_from: date
    valid_to: date | None
    agency_id: UUID | None
    agency_name: str | None
    division_code: str | None
    matter_id: UUID | None
    matter_name: str | None
    set_by: str | None


class ThresholdDraft(msgspec.Struct, forbid_unknown_fields=True):
    """``source``: the notice that publishes the figure, with number and date. Supervisors publish for their agency,
    overseers for one agency of their division or for all of it."""

    code: Annotated[str, msgspec.Meta(max_length=40)]
    value: Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]
    source: Words
    valid_from: date
    valid_to: date | None = None
    agency_id: UUID | None = None
    matter_id: UUID | None = None
