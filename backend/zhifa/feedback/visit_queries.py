"""SQL of the pages of a visit and of a subject's history."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.models import Agency
from zhifa.credentials.models import Certificate, Officer
from zhifa.inspections.models import Inspection, Participation
from zhifa.inspections.state import State
from zhifa.matters.models import Matter
from zhifa.subjects.models import Subject, SubjectCode

MOST = 50


def holder(session: Session, number: str) -> Any | None:
    """Who holds the certificate, and of which agency."""
    return session.execute(
        sa.select(
            col(Officer.id).label("officer_id"),
            col(Officer.name),
            col(Agency.id).label("agency_id"),
            col(Agency.name).label("agency_name"),
            col(Agency.supervision_phone),
        )
        .select_from(Certificate)
        .join(Officer, col(Officer.id) == col(Certificate.officer_id))
        .join(Agency, col(Agency.id) == col(Officer.agency_id))
        .where(col(Certificate.number) == number)
    ).one_or_none()


def visit(session: Session, inspection: UUID) -> Any | None:
    return session.execute(
        sa.select(
            col(Inspection.id),
            col(Inspection.agency_id),
            col(Agency.name).label("agency_name"),
            col(Agency.supervision_phone),
            col(Inspection.subject_id),
            col(Inspection.subject_name),
            col(Inspection.state),
            col(Inspection.opened_at),
            col(Inspection.closed_at),
        )
        .select_from(Inspection)
        .join(Agency, col(Agency.id) == col(Inspection.agency_id))
        .where(col(Inspection.id) == inspection)
    ).one_or_none()


def takes_part(session: Session, inspection: UUID, officer: UUID) -> bool:
    part = sa.select(col(Participation.officer_id)).where(
        col(Participation.inspection_id) == inspection, col(Participation.officer_id) == officer
    )
    return session.scalar(part) is not None


def matters(session: Session, ids: Collection[UUID]) -> dict[UUID, Any]:
    rows = session.execute(
        sa.select(col(Matter.id), col(Matter.code), col(Matter.basis), col(Matter.annual_cap)).where(
            col(Matter.id).in_(ids)
        )
    )
    return {row.id: row for row in rows}


def subject_of_code(session: Session, sha256: str) -> Any | None:
    return session.execute(
        sa.select(col(Subject.id), col(Subject.name), col(Subject.address), col(Subject.demo))
        .join(SubjectCode, col(SubjectCode.subject_id) == col(Subject.id))
        .where(col(SubjectCode.sha256) == sha256)
    ).one_or_none()


def subject(session: Session, subject_id: UUID) -> Any | None:
    return session.execute(
        sa.select(col(Subject.id), col(Subject.name), col(Subject.address), col(Subject.demo)).where(
            col(Subject.id) == subject_id
        )
    ).one_or_none()


def visits_since(session: Session, subject_id: UUID, since: datetime) -> Sequence[Any]:
    """The subject's visits that were not withdrawn, the latest first, at most ``MOST``."""
    return session.execute(
        sa.select(
            col(Agency.name).label("agency_name"),
            col(Inspection.opened_at),
            col(Inspection.state),
            col(Inspection.summary),
        )
        .select_from(Inspection)
        .join(Agency, col(Agency.id) == col(Inspection.agency_id))
        .where(
            col(Inspection.subject_id) == subject_id,
            col(Inspection.opened_at) >= since,
            col(Inspection.state) != State.WITHDRAWN.value,
        )
        .order_by(col(Inspection.opened_at).desc(), col(Inspection.id).desc())
        .limit(MOST)
    ).all()
