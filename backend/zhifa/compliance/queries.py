"""SQL of what the rules rest on, for many visits at once. Whoever may see a finding is who may see its visit."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.models import Agency, AgencyAncestor, AgencyMatter, Division
from zhifa.compliance.models import ComplianceCheck, Duty, Threshold
from zhifa.credentials.models import Certificate, CertificateInterval, CertificateMatter, Officer
from zhifa.db import table_of
from zhifa.inspections.case_models import DecidedCase
from zhifa.inspections.models import Attachment, Entry, HeldEntry, Inspection
from zhifa.matters.models import Checklist, ChecklistItem, Matter
from zhifa.subjects.models import Subject
from zhifa.verification.models import Verification

Row = sa.Row[Any]
YEAR = timedelta(days=366)


def inspections(session: Session, ids: Collection[UUID]) -> Sequence[Row]:
    """Each with its agency's name and division, the division's level, and the subject's place."""
    return session.execute(
        sa.select(
            col(Inspection.id),
            col(Inspection.agency_id),
            col(Inspection.subject_id),
            col(Inspection.state),
            col(Inspection.opened_at),
            col(Inspection.closed_at),
            col(Inspection.conflict),
            col(Inspection.version),
            col(Inspection.risk),
            col(Agency.name).label("agency_name"),
            col(Agency.division_code),
            col(Division.level),
            col(Subject.lat),
            col(Subject.lon),
            col(Subject.division_code).label("subject_division"),
            col(Subject.kind).label("subject_kind"),
        )
        .join(Agency, col(Agency.id) == col(Inspection.agency_id))
        .join(Division, col(Division.code) == col(Agency.division_code))
        .outerjoin(Subject, col(Subject.id) == col(Inspection.subject_id))
        .where(col(Inspection.id).in_(ids))
    ).all()


def entries(session: Session, ids: Collection[UUID]) -> Mapping[UUID, list[Row]]:
    """The entries in place, chain by chain."""
    rows = session.execute(
        sa.select(
            col(Entry.inspection_id), col(Entry.device_id), col(Entry.received_at), col(Entry.skew_ms), col(Entry.jws)
        )
        .where(col(Entry.inspection_id).in_(ids))
        .order_by(col(Entry.inspection_id), col(Entry.device_id), col(Entry.seq))
    )
    return _by(rows, "inspection_id")


def held(session: Session, ids: Collection[UUID]) -> Mapping[UUID, int]:
    rows = session.execute(
        sa.select(col(HeldEntry.inspection_id), sa.func.count())
        .where(col(HeldEntry.inspection_id).in_(ids))
        .group_by(col(HeldEntry.inspection_id))
    )
    return {inspection: count for inspection, count in rows}


def certificates(session: Session, numbers: Collection[str]) -> Mapping[str, Row]:
    rows = session.execute(sa.select(*table_of(Certificate).c).where(col(Certificate.number).in_(numbers)))
    return {row.number: row for row in rows}


def intervals(session: Session, numbers: Collection[str]) -> Mapping[str, list[Row]]:
    rows = session.execute(
        sa.select(
            col(CertificateInterval.certificate_number),
            col(CertificateInterval.status),
            col(CertificateInterval.starts_at),
            col(CertificateInterval.ends_at),
            col(CertificateInterval.recorded_at),
        ).where(col(CertificateInterval.certificate_number).in_(numbers))
    )
    return _by(rows, "certificate_number")


def powers(session: Session, numbers: Collection[str]) -> Mapping[str, set[str]]:
    """职权范围: the matters that a certificate is limited to, where it is."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in session.execute(
        sa.select(CertificateMatter).where(col(CertificateMatter.certificate_number).in_(numbers))
    ).scalars():
        found[row.certificate_number].add(str(row.matter_id))
    return found


def officers(session: Session, ids: Collection[UUID]) -> Mapping[str, UUID]:
    """The agency of each officer."""
    rows = session.execute(sa.select(col(Officer.id), col(Officer.agency_id)).where(col(Officer.id).in_(ids)))
    return {str(officer): agency for officer, agency in rows}


def lineage(session: Session, agencies: Collection[UUID]) -> frozenset[tuple[UUID, UUID]]:
    """(above, beneath) of the agencies with all above and beneath them."""
    pair = (col(AgencyAncestor.ancestor_id), col(AgencyAncestor.agency_id))
    rows = session.execute(sa.select(*pair).where(sa.or_(pair[0].in_(agencies), pair[1].in_(agencies))))
    return frozenset((above, beneath) for above, beneath in rows)


def divisions_named(session: Session, names: Collection[str]) -> Mapping[str, list[str]]:
    """Division codes by name: a certificate's 执法区域 is a name."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for code, name in session.execute(
        sa.select(col(Division.code), col(Division.name)).where(col(Division.name).in_(names))
    ):
        found[name].append(code)
    return found


def matters(session: Session, ids: Collection[UUID]) -> Mapping[str, Row]:
    rows = session.execute(sa.select(*table_of(Matter).c).where(col(Matter.id).in_(ids)))
    return {str(row.id): row for row in rows}


def holdings(
    session: Session, agencies: Collection[UUID], ids: Collection[UUID]
) -> Mapping[tuple[UUID, str], list[Row]]:
    """By (agency, matter): the stretches in which it had the matter."""
    found: defaultdict[tuple[UUID, str], list[Row]] = defaultdict(list)
    for row in session.execute(
        sa.select(*table_of(AgencyMatter).c).where(
            col(AgencyMatter.agency_id).in_(agencies), col(AgencyMatter.matter_id).in_(ids)
        )
    ):
        found[row.agency_id, str(row.matter_id)].append(row)
    return found


def checklists(session: Session, ids: Collection[UUID]) -> Mapping[str, list[Row]]:
    """By matter: its checklists' versions, the oldest first."""
    rows = session.execute(
        sa.select(col(Checklist.matter_id), col(Checklist.id), col(Checklist.version), col(Checklist.published_on))
        .where(col(Checklist.matter_id).in_(ids))
        .order_by(col(Checklist.version))
    )
    return {str(matter): found for matter, found in _by(rows, "matter_id").items()}


def items(session: Session, ids: Collection[UUID]) -> Mapping[str, list[Row]]:
    """By checklist: its items."""
    rows = session.execute(
        sa.select(col(ChecklistItem.checklist_id), col(ChecklistItem.code), col(ChecklistItem.merge_key))
        .where(col(ChecklistItem.checklist_id).in_(ids))
        .order_by(col(ChecklistItem.checklist_id), col(ChecklistItem.position))
    )
    return {str(checklist): found for checklist, found in _by(rows, "checklist_id").items()}


def visits(session: Session, subjects: Collection[UUID], since: datetime) -> Mapping[UUID, list[Row]]:
    """By subject: visits that are not withdrawn, the latest first, with what their own check noted of them."""
    rows = session.execute(
        sa.select(
            col(Inspection.id),
            col(Inspection.subject_id),
            col(Inspection.agency_id),
            col(Inspection.opened_at),
            col(Agency.name).label("agency_name"),
            col(ComplianceCheck.source),
            col(ComplianceCheck.matters),
        )
        .join(Agency, col(Agency.id) == col(Inspection.agency_id))
        .outerjoin(ComplianceCheck, col(ComplianceCheck.inspection_id) == col(Inspection.id))
        .where(
            col(Inspection.subject_id).in_(subjects),
            col(Inspection.opened_at) >= since - YEAR,
            col(Inspection.state) != "withdrawn",
        )
        .order_by(col(Inspection.opened_at).desc(), col(Inspection.id).desc())
    )
    return _by(rows, "subject_id")


def fined(session: Session, visits: Collection[UUID]) -> Mapping[UUID, set[str]]:
    """By visit: the benchmarks by which its accepted record proposes a fine."""
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    for inspection, benchmark in session.execute(
        sa.select(col(DecidedCase.inspection_id), col(DecidedCase.benchmark_id)).where(
            col(DecidedCase.inspection_id).in_(visits)
        )
    ):
        found[inspection].add(str(benchmark))
    return found


def sharing(session: Session, hashes: Collection[str]) -> Mapping[str, set[UUID]]:
    """By hash: every inspection that names the file."""
    found: defaultdict[str, set[UUID]] = defaultdict(set)
    for sha256, inspection in session.execute(
        sa.select(col(Attachment.sha256), col(Attachment.inspection_id)).where(col(Attachment.sha256).in_(hashes))
    ):
        found[sha256].add(inspection)
    return found


def duties(session: Session, ids: Collection[UUID]) -> Mapping[UUID, dict[str, date]]:
    """By inspection: what was registered as done; the latest word on each duty holds."""
    found: defaultdict[UUID, dict[str, date]] = defaultdict(dict)
    rows = session.execute(
        sa.select(col(Duty.inspection_id), col(Duty.duty), col(Duty.done_on))
        .where(col(Duty.inspection_id).in_(ids))
        .order_by(col(Duty.at), col(Duty.id))
    )
    for inspection, duty, done_on in rows:
        found[inspection][duty] = done_on
    return found


def thresholds(session: Session) -> Sequence[Row]:
    """Every published figure, the last set last: few in number."""
    columns = table_of(Threshold).c
    return session.execute(sa.select(*columns).order_by(col(Threshold.valid_from), col(Threshold.set_at))).all()


def verified_places(
    session: Session, numbers: Collection[str], days: Collection[date]
) -> Mapping[tuple[str, date], list[Row]]:
    """By certificate and day: from how many places each of its codes was verified."""
    found: defaultdict[tuple[str, date], list[Row]] = defaultdict(list)
    places = sa.func.count(sa.distinct(col(Verification.origin))).label("places")
    number, day, kind = col(Verification.certificate_number), col(Verification.day), col(Verification.kind)
    for row in session.execute(
        sa.select(number, day, kind, places)
        .where(number.in_(numbers), day.in_(days))
        .group_by(number, day, kind, col(Verification.code_sha256))
    ):
        found[str(row.certificate_number), row.day].append(row)
    return found


def _by(rows: Iterable[Any], name: str) -> Mapping[Any, list[Row]]:
    found: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found
