"""The rows that lists and records are read from, made from the entries alone and made anew at any time.

``refresh`` is called in the transaction that changed an inspection, with its notebook locked. It derives every
column from the signed entries (and the state from the reviews beside them), so that running it again changes
nothing: the read model is never the authority.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.inspections import cases
from zhifa.inspections import readmodel_queries as queries
from zhifa.inspections.entry import Entry, reread
from zhifa.inspections.fold import fold
from zhifa.inspections.order import ChainedClaims
from zhifa.inspections.readmodel_queries import Connection
from zhifa.inspections.record import Record
from zhifa.inspections.state import Reviewed, state_of, version_of


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry in place, with who sent it and when it came."""

    entry: Entry
    account_id: UUID
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Folded:
    """An inspection with its record and the entries that it was folded from."""

    id: UUID
    record: Record
    entries: Sequence[Placed]

    @property
    def officers(self) -> Mapping[UUID, str]:
        """Who took part, by officer; whoever was both is the lead."""
        roles: dict[UUID, str] = {}
        for person in self.record.officers:
            if roles.get(UUID(person.officer)) != "lead":
                roles[UUID(person.officer)] = person.role
        return roles


def refresh(
    session: Session,
    inspections: Collection[UUID],
    placed: Iterable[Placed] = (),
    *,
    fresh: Collection[UUID] = (),
) -> None:
    """Brings the read model of these inspections to what their entries say.

    ``placed``: entries that the caller has just written, which need not be read again. ``fresh``: the inspections
    of which there is nothing else yet, so that nothing is asked of the database.
    """
    if not inspections:
        return
    connection, fresh = session.connection(), frozenset(fresh)
    folded = [each for each in _folded(connection, inspections, placed, fresh) if each.record.opened_at is not None]
    known = [inspection for inspection in inspections if inspection not in fresh]
    reviews, conflicts = queries.reviews_of(connection, known), queries.with_conflicts(connection, known)
    subjects = queries.Subjects(connection, [each.record.subject for each in folded if each.record.subject])
    rows = [_row(each, reviews.get(each.id, ()), subjects, conflict=each.id in conflicts) for each in folded]
    queries.write_inspections(connection, rows, fresh)
    queries.write_participation(connection, {each.id: each.officers for each in folded}, fresh)
    cases.write_cases(session, [each.record for each in folded], rows)
    queries.write_attachments(connection, [row for each in folded for row in _attachments(each)], fresh)


def refold(session: Session, inspection: UUID) -> None:
    """Makes one inspection's read model anew, with its notebook locked against arrivals meanwhile."""
    queries.lock(session.connection(), inspection)
    refresh(session, [inspection])


def _folded(
    connection: Connection, inspections: Collection[UUID], placed: Iterable[Placed], fresh: Collection[UUID]
) -> Iterable[Folded]:
    by_inspection: defaultdict[UUID, list[Placed]] = defaultdict(list)
    written = {each.entry.jws: each for each in placed}
    for row in queries.entries_of(connection, [each for each in inspections if each not in fresh]):
        entry = written.get(row.jws) or Placed(reread(row.jws), row.account_id, row.received_at)
        by_inspection[row.inspection_id].append(entry)
    for each in written.values():
        if each.entry.inspection in fresh:
            by_inspection[each.entry.inspection].append(each)
    for inspection, entries in by_inspection.items():
        chained = (ChainedClaims(device=str(each.entry.device), claims=each.entry.claims) for each in entries)
        yield Folded(inspection, fold(chained), entries)


def _row(folded: Folded, reviews: Sequence[Reviewed], subjects: queries.Subjects, *, conflict: bool) -> dict[str, Any]:
    record, entries = folded.record, folded.entries
    if record.subject is None or record.agency is None or record.opened_at is None:
        raise ValueError("an inspection begins with `opened`")
    opened_at = datetime.fromisoformat(record.opened_at)
    closed_at = datetime.fromisoformat(record.closed_at) if record.closed_at else None
    return {
        "id": folded.id,
        "agency_id": UUID(record.agency),
        "account_id": next(each.account_id for each in entries if each.entry.claims.kind == "opened"),
        "subject_id": subjects.match(record.subject),
        "subject_name": record.subject.name,
        "subject_uscc": record.subject.uscc or None,
        "state": state_of(record, reviews).value,
        "opened_at": opened_at,
        "closed_at": closed_at,
        "sort_at": closed_at or opened_at,
        "first_received_at": min(each.received_at for each in entries),
        "last_received_at": max(each.received_at for each in entries),
        "conflict": conflict,
        "version": version_of(entries=len(entries), reviews=len(reviews)),
        "summary": _summary(record),
    }


def _summary(record: Record) -> dict[str, Any]:
    """What lists say and the entries alone know."""
    answers = Counter(answer.answer for answer in record.answers.values())
    late = [record.notes, record.attachments, record.findings, record.measures, record.answers.values()]
    return {
        "matters": [matter.name for matter in record.matters],
        "answers": {answer: answers[answer] for answer in ("pass", "fail", "na")},
        "photos": sum(file.type.startswith("image/") for file in record.attachments),
        "result": record.result,
        "late": sum(part.late for parts in late for part in parts),  # type: ignore[attr-defined]
    }


def _attachments(folded: Folded) -> Iterable[dict[str, Any]]:
    for each in folded.entries:
        if each.entry.claims.kind == "attached":
            yield {
                "jti": each.entry.jti,
                "inspection_id": folded.id,
                "account_id": each.account_id,
                "sha256": each.entry.claims.body["sha256"],
            }
