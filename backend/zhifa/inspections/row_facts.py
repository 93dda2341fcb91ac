"""What a page's rows need from other tables: joined for the rows of one page only, and never stored."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.compliance.findings_queries import open_findings_of
from zhifa.compliance.reading import title_of
from zhifa.credentials.models import Officer
from zhifa.evidence.models import EvidenceReceipt
from zhifa.inspections.models import Attachment, Entry, HeldEntry, Participation
from zhifa.inspections.schemas import OfficerName, Referred, RiskReason
from zhifa.review.assignment_queries import assignees
from zhifa.review.assignment_schemas import Assignee
from zhifa.review.queries import last_decisions
from zhifa.review.referral_queries import all_in_force
from zhifa.review.schemas import ReviewGlance


@dataclass(frozen=True, slots=True)
class RowFacts:
    """By inspection; an inspection that is missing from a mapping has none of that."""

    officers: Mapping[UUID, list[OfficerName]]
    missing_evidence: Mapping[UUID, int]
    held: Mapping[UUID, int]
    closing_delay: Mapping[UUID, timedelta]
    reviews: Mapping[UUID, ReviewGlance]
    reasons: Mapping[UUID, list[RiskReason]]
    assignees: Mapping[UUID, Assignee]
    referred: Mapping[UUID, Referred]


def facts_of(session: Session, inspections: Collection[UUID]) -> RowFacts:
    return RowFacts(
        officers=_officers(session, inspections),
        missing_evidence=_count(session, not_handed_in(), col(Attachment.inspection_id), inspections),
        held=_count(session, sa.select(HeldEntry), col(HeldEntry.inspection_id), inspections),
        closing_delay=_closing_delay(session, inspections),
        reviews=last_decisions(session, inspections),
        reasons=_reasons(session, inspections),
        assignees=assignees(session, inspections),
        referred=_referred(session, inspections),
    )


def _referred(session: Session, inspections: Collection[UUID]) -> Mapping[UUID, Referred]:
    return {row.inspection_id: Referred(row.name, row.state) for row in all_in_force(session, inspections)}


def _reasons(session: Session, inspections: Collection[UUID]) -> Mapping[UUID, list[RiskReason]]:
    """What gives each its risk: the open findings, the gravest first."""
    found: dict[UUID, list[RiskReason]] = defaultdict(list)
    for row in open_findings_of(session, inspections):
        found[row.inspection_id].append(RiskReason(rule=row.rule, severity=row.severity, title=title_of(row.rule)))
    return found


def not_handed_in() -> sa.Select[Any]:
    """The attachments whose bytes have not come from the account that named them."""
    receipt = sa.and_(
        col(EvidenceReceipt.sha256) == col(Attachment.sha256),
        col(EvidenceReceipt.account_id) == col(Attachment.account_id),
    )
    return sa.select(Attachment).outerjoin(EvidenceReceipt, receipt).where(col(EvidenceReceipt.sha256).is_(None))


def _count(
    session: Session, rows: sa.Select[Any], inspection: Any, inspections: Collection[UUID]
) -> Mapping[UUID, int]:
    statement = rows.with_only_columns(inspection, sa.func.count()).where(inspection.in_(inspections))
    return {found: count for found, count in session.execute(statement.group_by(inspection))}


def _officers(session: Session, inspections: Collection[UUID]) -> Mapping[UUID, list[OfficerName]]:
    """The lead first, then by name."""
    rows = session.execute(
        sa.select(col(Participation.inspection_id), col(Officer.id), col(Officer.name))
        .join(Officer, col(Officer.id) == col(Participation.officer_id))
        .where(col(Participation.inspection_id).in_(inspections))
        .order_by(col(Participation.role), col(Officer.name), col(Officer.id))  # "lead" sorts before "second"
    )
    found: dict[UUID, list[OfficerName]] = defaultdict(list)
    for inspection, officer, name in rows:
        found[inspection].append(OfficerName(id=officer, name=name))
    return found


def _closing_delay(session: Session, inspections: Collection[UUID]) -> Mapping[UUID, timedelta]:
    """From closing, by the server's clock, to its arrival."""
    rows = session.execute(
        sa.select(col(Entry.inspection_id), col(Entry.at), col(Entry.skew_ms), col(Entry.received_at))
        .where(col(Entry.inspection_id).in_(inspections), col(Entry.kind) == "closed")
        .order_by(col(Entry.received_at).desc())
    )
    return {row[0]: row.received_at - (row.at - timedelta(milliseconds=row.skew_ms)) for row in rows}
