"""SQL of the read model: what it is made from and how it is written. Callers hold the notebook's lock."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from msgspec import UNSET
from sqlmodel import col

from zhifa.credentials.models import Officer
from zhifa.inspections.models import Attachment, Entry, Inspection, Notebook, Participation, Quarantine
from zhifa.inspections.record import SubjectRef
from zhifa.prepared import Insert, Lookup
from zhifa.review.models import Review
from zhifa.subjects.models import Subject

Connection = sa.Connection

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
_REVIEWS_OF = sa.select(
    col(Review.inspection_id), col(Review.id), col(Review.decision), col(Review.at), col(Review.undoes)
).where(col(Review.inspection_id).in_(IDS))
_WITH_CONFLICTS = sa.select(col(Quarantine.inspection_id)).where(
    col(Quarantine.inspection_id).in_(IDS),
    col(Quarantine.code).in_(CONFLICT_CODES),
    col(Quarantine.resolution).is_(None),
)
_SUBJECT = sa.select(col(Subject.id), col(Subject.uscc))
_BY_ID, _BY_CODE = Lookup(_SUBJECT, col(Subject.id)), Lookup(_SUBJECT, col(Subject.uscc))
_THERE = sa.select(INSPECTIONS.c.id).where(INSPECTIONS.c.id.in_(IDS))
_ADD, _TAKES_PART, _ATTACH = Insert(INSPECTIONS), Insert(PARTICIPATION), Insert(ATTACHMENTS)
_UPDATE = sa.update(INSPECTIONS).where(INSPECTIONS.c.id == sa.bindparam("row_id"))
_PARTICIPATION_OF = sa.select(PARTICIPATION).where(PARTICIPATION.c.inspection_id.in_(IDS))
_ATTACHED = sa.select(ATTACHMENTS.c.jti).where(ATTACHMENTS.c.inspection_id.in_(IDS))
_OFFICERS = Lookup(sa.select(col(Officer.id)), col(Officer.id))


def lock(connection: Connection, inspection: UUID) -> None:
    connection.execute(sa.select(col(Notebook.id)).where(col(Notebook.id) == inspection).with_for_update())


def entries_of(connection: Connection, inspections: Collection[UUID]) -> Sequence[Any]:
    return connection.execute(_ENTRIES_OF, {"ids": list(inspections)}).all() if inspections else []


def reviews_of(connection: Connection, inspections: Collection[UUID]) -> Mapping[UUID, list[Any]]:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    if not inspections:
        return found
    for row in connection.execute(_REVIEWS_OF, {"ids": list(inspections)}):
        found[row.inspection_id].append(row)
    return found


def with_conflicts(connection: Connection, inspections: Collection[UUID]) -> frozenset[UUID]:
    """The inspections about which a contradicting entry lies in quarantine, undecided."""
    if not inspections:
        return frozenset()
    rows = connection.scalars(_WITH_CONFLICTS, {"ids": list(inspections)})
    return frozenset(each for each in rows if each is not None)


class Subjects:
    """The subjects that records name, looked up together."""

    def __init__(self, connection: Connection, named: Iterable[SubjectRef]) -> None:
        named = list(named)
        ids = {UUID(each.id) for each in named if each.id is not UNSET}
        codes = {each.uscc for each in named if each.uscc}
        rows = [*_BY_ID.rows(connection, ids), *_BY_CODE.rows(connection, codes)]
        self._ids = {str(row.id): row.id for row in rows}
        self._codes = {row.uscc: row.id for row in rows if row.uscc}

    def match(self, named: SubjectRef) -> UUID | None:
        """By id where one was chosen, else by its code; None for one that we do not know."""
        by_id = self._ids.get(named.id) if isinstance(named.id, str) else None
        return by_id or (self._codes.get(named.uscc) if isinstance(named.uscc, str) else None)


def write_inspections(connection: Connection, rows: Sequence[dict[str, Any]], fresh: Collection[UUID]) -> None:
    """Inserts what is new and updates what is there; the notebooks' locks keep others from doing the same."""
    asked = [row["id"] for row in rows if row["id"] not in fresh]
    there = set(connection.scalars(_THERE, {"ids": asked})) if asked else set()
    new = [row for row in rows if row["id"] not in there]
    _ADD.add(connection, new)
    changed = [{"row_id": row["id"], **row} for row in rows if row["id"] in there]
    if changed:
        connection.execute(_UPDATE, changed)


def write_participation(
    connection: Connection, wanted: Mapping[UUID, Mapping[UUID, str]], fresh: Collection[UUID]
) -> None:
    """Exactly these officers take part, as far as we know them."""
    known = _officers(connection, {officer for officers in wanted.values() for officer in officers})
    rows = {
        (inspection, officer): role
        for inspection, officers in wanted.items()
        for officer, role in officers.items()
        if officer in known
    }
    table = PARTICIPATION.c
    there = _participation(connection, [inspection for inspection in wanted if inspection not in fresh])
    for (inspection, officer), role in there.items():
        if rows.get((inspection, officer)) != role:
            gone = sa.and_(table.inspection_id == inspection, table.officer_id == officer)
            connection.execute(sa.delete(PARTICIPATION).where(gone))
    new = [
        {"inspection_id": key[0], "officer_id": key[1], "role": role}
        for key, role in rows.items()
        if there.get(key) != role
    ]
    _TAKES_PART.add(connection, new)


def write_attachments(connection: Connection, rows: Sequence[dict[str, Any]], fresh: Collection[UUID]) -> None:
    """A row an ``attached`` entry; entries are never taken away, so neither are these."""
    asked = {row["inspection_id"] for row in rows if row["inspection_id"] not in fresh}
    there = set(connection.scalars(_ATTACHED, {"ids": list(asked)})) if asked else set()
    _ATTACH.add(connection, [row for row in rows if row["jti"] not in there])


def _participation(connection: Connection, inspections: Collection[UUID]) -> Mapping[tuple[UUID, UUID], str]:
    if not inspections:
        return {}
    found = connection.execute(_PARTICIPATION_OF, {"ids": list(inspections)})
    return {(row.inspection_id, row.officer_id): row.role for row in found}


def _officers(connection: Connection, ids: Collection[UUID]) -> frozenset[UUID]:
    return frozenset(row.id for row in _OFFICERS.rows(connection, ids))
