"""What goes over the wire of inspections. Times are RFC 3339."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from zhifa.compliance.schemas import ComplianceRow, SeverityName
from zhifa.inspections.record import Position, Record
from zhifa.review.assignment_schemas import Assignee
from zhifa.review.referral_schemas import ReferralRow
from zhifa.review.schemas import Review, ReviewGlance

KindName = Literal[
    "opened",
    "joined",
    "presented",
    "notified",
    "answered",
    "noted",
    "attached",
    "found",
    "measured",
    "party_signed",
    "party_refused",
    "officer_signed",
    "closed",
    "supplemented",
    "withdrawn",
]
StateName = Literal["open", "closed", "returned", "accepted", "withdrawn"]


class OfficerName(msgspec.Struct):
    id: UUID
    name: str


class AnswerCounts(msgspec.Struct):
    pass_: int = msgspec.field(name="pass")
    fail: int
    na: int


class RiskReason(msgspec.Struct):
    """Why a record stands where it stands in the queue: an open finding of a rule."""

    rule: str
    severity: SeverityName
    title: str


class Referred(msgspec.Struct):
    agency_name: str
    state: Literal["pending", "accepted"]


class InspectionRow(msgspec.Struct):
    """A line of the list. ``late_by_s``: how long after closing the closing arrived, where that is late;
    ``missing_evidence``: files that are named and have not come; ``held``: entries whose predecessor has not;
    ``conflict``: the server was sent two different entries for one place; ``risk``: the weight of the open
    compliance findings: 10,000 for each that must be dealt with, 100 for each to be looked into, 1 for a hint;
    ``assignee``: to whom it was given to review; ``referred``: the agency that was asked to take it over, or has."""

    id: UUID
    state: StateName
    subject_id: UUID | None
    subject_name: str
    agency_id: UUID
    agency_name: str
    officers: list[OfficerName]
    matters: list[str]
    opened_at: datetime
    closed_at: datetime | None
    received_at: datetime
    answers: AnswerCounts
    photos: int
    missing_evidence: int
    held: int
    conflict: bool
    late_by_s: int | None
    review: ReviewGlance | None
    version: int
    risk: int
    reasons: list[RiskReason]
    assignee: Assignee | None
    referred: Referred | None


class InspectionCounts(msgspec.Struct):
    """Inspections by state, and unresolved quarantined content, in the asker's scope; ``referred``: those of others
    that were referred to it and wait for its word, to take them over or to decide."""

    open: int = 0
    closed: int = 0
    returned: int = 0
    accepted: int = 0
    withdrawn: int = 0
    quarantined: int = 0
    referred: int = 0


class ChainHead(msgspec.Struct):
    """One device's chain: how long it is, the hash of its last entry, and what waits for a predecessor."""

    device_id: UUID
    device_name: str
    officer_name: str
    entries: int
    head_sha256: str | None
    held: int
    revoked_at: datetime | None


class EvidenceRow(msgspec.Struct):
    """A file that the record names. What is known of its bytes is told once they have been handed in
    by everyone here who named them. ``also_in``: other inspections, visible to the asker, that name it."""

    sha256: str
    size: int
    type: str
    present: bool
    received_at: datetime | None
    derivative: Literal["pending", "ready", "impossible"] | None
    derivative_reason: str | None
    width: int | None
    height: int | None
    exif_captured_at: str | None
    also_in: list[UUID]


class MissingFile(msgspec.Struct):
    """A file that an entry names and whose bytes its author's account has not handed in."""

    jti: UUID
    sha256: str
    type: str
    size: int
    shows: str
    account_name: str


class Blocker(msgspec.Struct):
    """Why a decision cannot be taken now."""

    code: str
    detail: str
    missing: list[MissingFile] | UnsetType = UNSET


class InspectionDetail(msgspec.Struct):
    """``referral``: the latest referral of the record to another agency. ``own``: it is of the asker's scope, so that
    they may hand it on; ``reviewable``: or was referred to it, so that they may comment and, as far as their role
    and ``blockers`` allow, decide. Whoever was asked for a legal review alone has neither."""

    row: InspectionRow
    record: Record
    chains: list[ChainHead]
    evidence: list[EvidenceRow]
    reviews: list[Review]
    blockers: list[Blocker]
    compliance: list[ComplianceRow]
    own: bool
    reviewable: bool
    referral: ReferralRow | None = None


class EntryRow(msgspec.Struct):
    """An entry as signed. ``at`` is the device's clock, ``skew_ms`` by how much that was ahead of the
    server's when it was sent; ``jws`` is the authority and ``sha256`` its base64url hash."""

    jti: UUID
    device_id: UUID
    officer_name: str
    seq: int
    kind: KindName
    at: datetime
    received_at: datetime
    skew_ms: int
    clock_suspect: bool
    pos: Position | None
    pos_error: str | None
    body: dict[str, Any]
    jws: str
    sha256: str
