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

from zhifa.inspections import readmodel_queries as queries
from zhifa.inspections.entry import Entry, reread
from zhifa.inspections.fold import fold
from zhifa.inspections.order import ChainedClaims
from zhifa.inspections.record import Record
from zhifa.inspections.state import Reviewed, state_of, version_of


@dataclass(frozen=True, slots=True)
class Folded:
    """An inspection with its record and the rows of the entries that it was folded from."""

    id: UUID
    record: Record
    rows: Sequence[Any]
    entries: Sequence[Entry]

    @property
    def officers(self) -> Mapping[UUID, str]:
        """Who took part, by officer; whoever was both is the lead."""
        roles: dict[UUID, str] = {}
        for person in self.record.officers:
            if roles.get(UUID(person.officer)) != "lead":
                roles[UUID(person.officer)] = person.role
        return roles


def refresh(session: Session, inspections: Collection[UUID], just_read: Iterable[Entry] = ()) -> None:
    """Brings the read model of these inspections to what their entries say.

    ``just_read``: entries that the caller has read already, by which reading them again is saved.
    """
    if not inspections:
        return
    folded = [each for each in _folded(session, inspections, just_read) if each.record.opened_at is not None]
    reviews = queries.reviews_of(session, inspections)
    conflicts = queries.with_conflicts(session, inspections)
    subjects = queries.Subjects(session, [each.record.subject for each in folded if each.record.subject])
    rows = [_row(each, reviews[each.id], subjects, conflict=each.id in conflicts) for each in folded]
    queries.write_inspections(session, rows)
    queries.write_participation(session, {each.id: each.officers for each in folded})
    queries.write_attachments(session, inspections, [row for each in folded for row in _attachments(each)])


def refold(session: Session, inspection: UUID) -> None:
    """Makes one inspection's read model anew, with its notebook locked against arrivals meanwhile."""
    queries.lock(session, inspection)
    refresh(session, [inspection])


def _folded(session: Session, inspections: Collection[UUID], just_read: Iterable[Entry]) -> Iterable[Folded]:
    known = {entry.jws: entry for entry in just_read}
    by_inspection: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in queries.entries_of(session, inspections):
        by_inspection[row.inspection_id].append(row)
    for inspection, rows in by_inspection.items():
        entries = [known.get(row.jws) or reread(row.jws) for row in rows]
        record = fold(ChainedClaims(device=str(entry.device), claims=entry.claims) for entry in entries)
        yield Folded(inspection, record, rows, entries)


def _row(folded: Folded, reviews: Sequence[Reviewed], subjects: queries.Subjects, *, conflict: bool) -> dict[str, Any]:
    record, rows = folded.record, folded.rows
    if record.subject is None or record.agency is None or record.opened_at is None:
        raise ValueError("an inspection begins with `opened`")
    opened_at = datetime.fromisoformat(record.opened_at)
    closed_at = datetime.fromisoformat(record.closed_at) if record.closed_at else None
    return {
        "id": folded.id,
        "agency_id": UUID(record.agency),
        "account_id": next(row.account_id for row in rows if row.kind == "opened"),
        "subject_id": subjects.match(record.subject),
        "subject_name": record.subject.name,
        "subject_uscc": record.subject.uscc or None,
        "state": state_of(record, reviews).value,
        "opened_at": opened_at,
        "closed_at": closed_at,
        "sort_at": closed_at or opened_at,
        "first_received_at": min(row.received_at for row in rows),
        "last_received_at": max(row.received_at for row in rows),
        "conflict": conflict,
        "version": version_of(entries=len(rows), reviews=len(reviews)),
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
    for row, entry in zip(folded.rows, folded.entries, strict=True):
        if entry.claims.kind == "attached":
            yield {
                "jti": entry.jti,
                "inspection_id": folded.id,
                "account_id": row.account_id,
                "sha256": entry.claims.body["sha256"],
            }
