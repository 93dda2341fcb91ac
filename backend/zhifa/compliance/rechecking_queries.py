"""SQL that finds the visits which a change concerns."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from zhifa.agencies.models import AgencyMatter
from zhifa.clock import SHANGHAI
from zhifa.compliance.models import ComplianceCheck
from zhifa.credentials.models import Certificate, CertificateInterval
from zhifa.inspections.models import Attachment, Inspection, Participation

YEAR = timedelta(days=366)
#: How many later visits of a subject, and sharers of files, are looked at again because of one change.
AT_MOST = 500
#: Visits whose day may still bring something: verifications come after the visit.
FRESH = timedelta(days=3)


def resting_on(session: Session, ids: Collection[UUID]) -> Sequence[UUID]:
    """Other visits whose findings rest on these: they name the same files, or follow at the same subject."""
    mine, theirs = aliased(Attachment), aliased(Attachment)
    sharing = (
        sa.select(col(theirs.inspection_id))
        .join(mine, col(mine.sha256) == col(theirs.sha256))
        .where(col(mine.inspection_id).in_(ids))
    )
    following = sa.select(col(Inspection.id)).where(sa.or_(sa.false(), *_since(session, ids)))
    found = sa.union(sharing, following).subquery("resting")
    key = found.c[0]
    return session.scalars(sa.select(key).where(key.not_in(ids)).order_by(key.desc()).limit(AT_MOST)).all()


def _since(session: Session, ids: Collection[UUID]) -> list[sa.ColumnElement[bool]]:
    """For each changed visit: visits to its subject from a year before it. (SQLite has no dates to reckon with.)"""
    changed = session.execute(
        sa.select(col(Inspection.subject_id), col(Inspection.opened_at)).where(
            col(Inspection.id).in_(ids), col(Inspection.subject_id).is_not(None)
        )
    )
    return [
        sa.and_(col(Inspection.subject_id) == subject, col(Inspection.opened_at) >= opened_at - YEAR)
        for subject, opened_at in changed
    ]


def of_certificate_change(session: Session, change: UUID) -> Sequence[UUID]:
    """Visits in which the officers of the changed certificates took part since the change holds."""
    concerned = (
        sa.select(col(Certificate.officer_id), sa.func.min(col(CertificateInterval.starts_at)).label("since"))
        .join(CertificateInterval, col(CertificateInterval.certificate_number) == col(Certificate.number))
        .where(col(CertificateInterval.change_id) == change)
        .group_by(col(Certificate.officer_id))
        .subquery("concerned")
    )
    return session.scalars(
        sa.select(col(Inspection.id))
        .distinct()
        .join(Participation, col(Participation.inspection_id) == col(Inspection.id))
        .join(concerned, concerned.c.officer_id == col(Participation.officer_id))
        .where(col(Inspection.opened_at) >= concerned.c.since)
        .order_by(col(Inspection.id))
    ).all()


def agencies_with(session: Session, matters: Collection[UUID]) -> Sequence[UUID]:
    """The agencies that hold one of the matters, or once did."""
    return session.scalars(
        sa.select(col(AgencyMatter.agency_id)).distinct().where(col(AgencyMatter.matter_id).in_(matters))
    ).all()


def range_of(session: Session, agencies: Collection[UUID], since: datetime, last: UUID, limit: int) -> Sequence[UUID]:
    return session.scalars(
        sa.select(col(Inspection.id))
        .where(col(Inspection.agency_id).in_(agencies), col(Inspection.opened_at) >= since, col(Inspection.id) > last)
        .order_by(col(Inspection.id))
        .limit(limit)
    ).all()


def after(session: Session, last: UUID, limit: int) -> Sequence[UUID]:
    following = sa.select(col(Inspection.id)).where(col(Inspection.id) > last).order_by(col(Inspection.id))
    return session.scalars(following.limit(limit)).all()


def due(session: Session, now: datetime, last: UUID, limit: int) -> Sequence[UUID]:
    """Visits that the day concerns: a term speaks differently, they are open still, or just over."""
    looked = sa.select(col(ComplianceCheck.inspection_id)).where(
        col(ComplianceCheck.next_look) <= now.astimezone(SHANGHAI).date()
    )
    unended = sa.select(col(Inspection.id)).where(col(Inspection.state) == "open")
    fresh = sa.select(col(Inspection.id)).where(col(Inspection.sort_at) >= now - FRESH)
    found = sa.union(looked, unended, fresh).subquery("due")
    key = found.c[0]
    return session.scalars(sa.select(key).where(key > last).order_by(key).limit(limit)).all()
