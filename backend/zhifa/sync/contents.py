"""What is in each pack, and a fingerprint that changes when that does."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.divisions import within
from zhifa.agencies.models import Division
from zhifa.agencies.queries import division_of
from zhifa.clock import SHANGHAI
from zhifa.credentials.queries import officer_cards, timelines
from zhifa.credentials.schemas import OfficerCard
from zhifa.credentials.validity import Span
from zhifa.identity.queries import officers_devices
from zhifa.inspections.models import Inspection
from zhifa.matters import queries as matter_queries
from zhifa.matters.service import with_checklists
from zhifa.subjects import code_queries, codes, visits
from zhifa.subjects import queries as subject_queries
from zhifa.subjects import service as subject_service
from zhifa.subjects.models import Subject
from zhifa.sync.pack_schemas import PackCertificate, PackDevice, PackOfficer, PackSubject

NAMES = ("matters", "subjects", "officers")


@dataclass(frozen=True, slots=True)
class Content:
    """A pack's JSON before compression, and how many things are in it."""

    json: bytes
    count: int


def fingerprint(session: Session, name: str, agency_id: UUID, at: datetime) -> str:
    """Cheap to ask, and different whenever ``content`` would be."""
    return {"matters": _matters_mark, "subjects": _subjects_mark, "officers": _officers_mark}[name](
        session, agency_id, at
    )


def content(session: Session, name: str, agency_id: UUID, at: datetime) -> Content:
    """The pack as the agency's phones should hold it now."""
    things = {"matters": _matters, "subjects": _subjects, "officers": _officers}[name](session, agency_id, at)
    more = {"devices": _devices(session, agency_id)} if name == "officers" else {}
    body = {"name": name, "made_at": at, name: things, **more}
    return Content(msgspec.json.encode(body), len(things))


def figures_known(at: datetime) -> datetime:
    """Visit figures stand as of the full hour, so that not every visit makes every phone fetch the pack anew."""
    return at.replace(minute=0, second=0, microsecond=0)


def _mark(*parts: Any) -> str:
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


def _matters_mark(session: Session, agency_id: UUID, at: datetime) -> str:
    """A published checklist never changes, so its id stands for its items."""
    today = at.astimezone(SHANGHAI).date()
    rows = matter_queries.of_agency(session, agency_id, today)
    checklists = matter_queries.checklists_in_force(session, [row.id for row in rows], today)
    return _mark([dict(row._mapping) for row in rows], sorted(str(found.id) for found in checklists.values()))


def _matters(session: Session, agency_id: UUID, at: datetime) -> list[Any]:
    today = at.astimezone(SHANGHAI).date()
    made = with_checklists(session, matter_queries.of_agency(session, agency_id, today), today)
    return [matter for matter in made if matter.checklist is not None]


def _subjects_mark(session: Session, agency_id: UUID, at: datetime) -> str:
    code = division_of(session, agency_id)
    if code is None:
        return _mark()
    subjects = session.execute(
        sa.select(sa.func.count(), sa.func.max(col(Subject.updated_at))).where(within(col(Subject.division_code), code))
    ).one()
    visited = session.execute(
        sa.select(sa.func.count(), sa.func.max(col(Inspection.last_received_at)))
        .join(Subject, col(Subject.id) == col(Inspection.subject_id))
        .where(within(col(Subject.division_code), code), col(Inspection.last_received_at) <= figures_known(at))
    ).one()
    names = session.execute(
        sa.select(col(Division.code), col(Division.name))
        .where(within(col(Division.code), code))
        .order_by(Division.code)
    )
    return _mark(tuple(subjects), tuple(visited), [tuple(row) for row in names], visits.year_start(at))


def _subjects(session: Session, agency_id: UUID, at: datetime) -> list[PackSubject]:
    code = division_of(session, agency_id)
    if code is None:
        return []
    here = sa.select(col(Subject.id)).where(within(col(Subject.division_code), code))
    known = visits.figures(session, here, at=at, known=figures_known(at))
    hashes = code_queries.hashes_in(session, code)
    marks = {subject: codes.mark(sha256) for subject, sha256 in hashes.items()}
    return [
        PackSubject(**subject_service.wire(row, known.get(row.id, visits.NONE)), code_mark=marks.get(row.id))
        for row in subject_queries.in_division(session, code)
    ]


def _officers_mark(session: Session, agency_id: UUID, at: datetime) -> str:
    """An agency's officers are few: the cards themselves are the cheapest mark, expiry by date included."""
    return _mark(_officers(session, agency_id, at), _devices(session, agency_id))


def _officers(session: Session, agency_id: UUID, at: datetime) -> list[PackOfficer]:
    lives = timelines(session, agency_id)
    return [_officer(card, lives) for card in officer_cards(session, agency_id, at)]


def _officer(card: OfficerCard, lives: Mapping[str, list[Span]]) -> PackOfficer:
    held = [
        PackCertificate(**msgspec.structs.asdict(certificate), intervals=lives[certificate.number])
        for certificate in card.certificates
    ]
    return PackOfficer(card.id, card.name, card.agency_id, card.agency_name, held)


def _devices(session: Session, agency_id: UUID) -> list[PackDevice]:
    """Phones of the agency's officers, the revoked ones too: a colleague's phone is told that they are."""
    return [PackDevice(**row._mapping) for row in officers_devices(session, agency_id)]
