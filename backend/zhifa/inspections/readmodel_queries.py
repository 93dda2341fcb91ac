"""SQL of the read model: what it is made from and how it is written. Callers hold the notebook's lock."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from msgspec import UNSET
from sqlmodel import Session, col

from zhifa.credentials.models import Officer
from zhifa.inspections.models import Attachment, Entry, Inspection, Notebook, Participation, Quarantine
from zhifa.inspections.record import SubjectRef
from zhifa.review.models import Review
from zhifa.subjects.models import Subject

INSPECTIONS, PARTICIPATION, ATTACHMENTS, ENTRIES = (
    cast("sa.Table", sa.inspect(model).local_table) for model in (Inspection, Participation, Attachment, Entry)
)
#: Codes of quarantined entries that contradict what is in place.
CONFLICT_CODES = ("seq_conflict", "jti_conflict", "prev_mismatch", "opened_twice")


#: Built once, see ``sync/queries.py``.
IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_ENTRIES_OF = sa.select(
    ENTRIES.c.inspection_id, ENTRIES.c.account_id, ENTRIES.c.kind, ENTRIES.c.received_at, ENTRIES.c.jws
).where(ENTRIES.c.inspection_id.in_(IDS))
_REVIEWS_OF = sa.select(col(Review.inspection_id), col(Review.id), col(Review.decision), col(Review.at)).where(
    col(Review.inspection_id).in_(IDS)
)
_WITH_CONFLICTS = sa.select(col(Quarantine.inspection_id)).where(
    col(Quarantine.inspection_id).in_(IDS),
    col(Quarantine.code).in_(CONFLICT_CODES),
    col(Quarantine.resolution).is_(None),
)
_NAMED = sa.select(col(Subject.id), col(Subject.uscc)).where(
    sa.or_(col(Subject.id).in_(IDS), col(Subject.uscc).in_(sa.bindparam("codes", expanding=True)))
)
_THERE = sa.select(INSPECTIONS.c.id).where(INSPECTIONS.c.id.in_(IDS))
_UPDATE = sa.update(INSPECTIONS).where(INSPECTIONS.c.id == sa.bindparam("row_id"))
_PARTICIPATION_OF = sa.select(PARTICIPATION).where(PARTICIPATION.c.inspection_id.in_(IDS))
_ATTACHED = sa.select(ATTACHMENTS.c.jti).where(ATTACHMENTS.c.inspection_id.in_(IDS))
_OFFICERS = sa.select(col(Officer.id)).where(col(Officer.id).in_(IDS))


def lock(session: Session, inspection: UUID) -> None:
    session.connection().execute(sa.select(col(Notebook.id)).where(col(Notebook.id) == inspection).with_for_update())


def entries_of(session: Session, inspections: Collection[UUID]) -> Sequence[Any]:
    return session.connection().execute(_ENTRIES_OF, {"ids": list(inspections)}).all()


def reviews_of(session: Session, inspections: Collection[UUID]) -> Mapping[UUID, list[Any]]:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in session.connection().execute(_REVIEWS_OF, {"ids": list(inspections)}):
        found[row.inspection_id].append(row)
    return found


def with_conflicts(session: Session, inspections: Collection[UUID]) -> frozenset[UUID]:
    """The inspections about which a contradicting entry lies in quarantine, undecided."""
    rows = session.connection().scalars(_WITH_CONFLICTS, {"ids": list(inspections)})
    return frozenset(each for each in rows if each is not None)


class Subjects:
    """The subjects that records name, looked up together."""

    def __init__(self, session: Session, named: Iterable[SubjectRef]) -> None:
        named = list(named)
        ids = {UUID(each.id) for each in named if each.id is not UNSET}
        codes = {each.uscc for each in named if each.uscc}
        rows = session.connection().execute(_NAMED, {"ids": list(ids), "codes": list(codes)}).all()
        self._ids = {str(row.id): row.id for row in rows}
        self._codes = {row.uscc: row.id for row in rows if row.uscc}

    def match(self, named: SubjectRef) -> UUID | None:
        """By id where one was chosen, else by its code; None for one that we do not know."""
        by_id = self._ids.get(named.id) if isinstance(named.id, str) else None
        return by_id or (self._codes.get(named.uscc) if isinstance(named.uscc, str) else None)


def write_inspections(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts what is new and updates what is there; the notebooks' locks keep others from doing the same."""
    ids = [row["id"] for row in rows]
    there = set(session.connection().scalars(_THERE, {"ids": ids}))
    fresh = [row for row in rows if row["id"] not in there]
    if fresh:
        session.connection().execute(sa.insert(INSPECTIONS), fresh)
    changed = [{"row_id": row["id"], **row} for row in rows if row["id"] in there]
    if changed:
        session.connection().execute(_UPDATE, changed)


def write_participation(session: Session, wanted: Mapping[UUID, Mapping[UUID, str]]) -> None:
    """Exactly these officers take part, as far as we know them."""
    known = _officers(session, {officer for officers in wanted.values() for officer in officers})
    rows = {
        (inspection, officer): role
        for inspection, officers in wanted.items()
        for officer, role in officers.items()
        if officer in known
    }
    table = PARTICIPATION.c
    found = session.connection().execute(_PARTICIPATION_OF, {"ids": list(wanted)})
    there = {(row.inspection_id, row.officer_id): row.role for row in found}
    for (inspection, officer), role in there.items():
        if rows.get((inspection, officer)) != role:
            gone = sa.and_(table.inspection_id == inspection, table.officer_id == officer)
            session.connection().execute(sa.delete(PARTICIPATION).where(gone))
    fresh = [
        {"inspection_id": key[0], "officer_id": key[1], "role": role}
        for key, role in rows.items()
        if there.get(key) != role
    ]
    if fresh:
        session.connection().execute(sa.insert(PARTICIPATION), fresh)


def write_attachments(session: Session, inspections: Collection[UUID], rows: Sequence[dict[str, Any]]) -> None:
    """A row an ``attached`` entry; entries are never taken away, so neither are these."""
    if not rows:
        return
    there = set(session.connection().scalars(_ATTACHED, {"ids": list(inspections)}))
    fresh = [row for row in rows if row["jti"] not in there]
    if fresh:
        session.connection().execute(sa.insert(ATTACHMENTS), fresh)


def _officers(session: Session, ids: Collection[UUID]) -> frozenset[UUID]:
    return frozenset(session.connection().scalars(_OFFICERS, {"ids": list(ids)}))
