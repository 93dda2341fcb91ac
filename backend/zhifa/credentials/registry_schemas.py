"""The registry as it goes over the wire: certificates with their history, and the changes to them."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

StatusName = Literal["pending", "valid", "suspended", "withdrawn", "lost", "cancelled", "voided", "expired"]
KindName = Literal["province", "ministry", "assisting"]
ChangeKind = Literal["create", "status", "portrait", "import"]
ChangeState = Literal["proposed", "approved", "rejected"]

Short = Annotated[str, msgspec.Meta(max_length=100)]
Named = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Number = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Words = Annotated[str, msgspec.Meta(max_length=500)]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class CredentialRow(msgspec.Struct):
    """A certificate as of the moment asked for. ``pending_changes``: proposals that nobody has decided on."""

    number: str
    officer_id: UUID
    officer_name: str
    agency_id: UUID
    agency_name: str
    kind: str
    category: str
    area: str
    issuer: str
    valid_from: date
    valid_to: date
    status: str
    status_since: date | None
    photo: bool
    pending_changes: int


class HistoryRow(msgspec.Struct):
    """A recorded interval, as recorded; a later one may outrank it. People are named, accounts are not shown."""

    status: str
    starts_at: datetime
    ends_at: datetime | None
    reason: str
    document: str
    entered_by: str | None
    approved_by: str | None
    recorded_at: datetime


class TimelineSpan(msgspec.Struct):
    """What the recorded intervals amount to: no gap, no overlap. Null: without bound."""

    status: str
    starts_at: datetime | None
    ends_at: datetime | None


class CredentialMatter(msgspec.Struct):
    id: UUID
    name: str


class ExamRow(msgspec.Struct):
    name: str
    held_on: date
    score: float
    passed: bool


class AssessmentRow(msgspec.Struct):
    """``result``: passed | failed | deferred."""

    year: int
    result: str
    words: str


class TrainingYear(msgspec.Struct):
    """Hours of a year by half; ``short``: less than is required in either."""

    year: int
    public_law: float
    professional: float
    short: bool


class StepRow(msgspec.Struct):
    """A step that may be proposed now. ``act`` is its name; ``document``: a document must be named."""

    status: str
    act: str
    document: bool
    may_end: bool


class NewCredential(msgspec.Struct):
    """申领. ``officer_id``: someone known already, else the officer is new. No matters: those of the agency."""

    number: Number
    officer_name: Named
    agency_id: UUID
    kind: KindName
    category: Named
    area: Named
    issuer: Named
    valid_from: date
    valid_to: date
    reason: Reason
    document: Short = ""
    officer_id: UUID | None = None
    matters: Annotated[list[UUID], msgspec.Meta(max_length=500)] = msgspec.field(default_factory=list)


class NewStatus(msgspec.Struct):
    """A step from the status at ``starts_at`` to another; ``ends_at`` (excluded) only for a suspension."""

    status: StatusName
    starts_at: Moment
    reason: Reason
    document: Short = ""
    ends_at: Moment | None = None


class StatusProposal(msgspec.Struct):
    act: str
    status: str
    starts_at: datetime
    ends_at: datetime | None = None


class PortraitProposal(msgspec.Struct):
    sha256: str


class ImportProposal(msgspec.Struct):
    """The file as sent, object ``imports/<sha256>``, and what it amounted to when it was proposed."""

    sha256: str
    rows: int
    creates: int
    updates: int
    unchanged: int


class Change(msgspec.Struct):
    """A proposal and what became of it; the member of its kind says what is proposed. ``own``: the asker's."""

    id: UUID
    kind: ChangeKind
    state: ChangeState
    number: str | None
    officer_name: str | None
    agency_id: UUID | None
    agency_name: str | None
    reason: str
    document: str
    entered_by: str
    entered_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    words: str
    own: bool
    create: NewCredential | None = None
    status: StatusProposal | None = None
    portrait: PortraitProposal | None = None
    import_file: ImportProposal | None = None


class Credential(msgspec.Struct):
    """One certificate whole. ``card_code_url`` is shown to those who keep the registry only."""

    row: CredentialRow
    history: list[HistoryRow]
    timeline: list[TimelineSpan]
    matters: list[CredentialMatter]
    exams: list[ExamRow]
    assessments: list[AssessmentRow]
    training: list[TrainingYear]
    card_code_url: str | None
    steps: list[StepRow]
    changes: list[Change]


class Decision(msgspec.Struct):
    """``words`` are required for a rejection."""

    decision: Literal["approve", "reject"]
    words: Words = ""


class CardCodeIssued(msgspec.Struct):
    """The code printed from now on; cards with the one before are told to be replaced."""

    card_code_url: str


class Reissue(msgspec.Struct):
    reason: Reason
