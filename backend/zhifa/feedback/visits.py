"""What a visit's public page says: read for whoever holds its ticket, and of nothing but that visit's subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from zhifa.feedback import visit_queries as queries
from zhifa.inspections.record import MatterRef, Record
from zhifa.inspections.record_queries import record_of
from zhifa.subjects.visits import result_of, year_start
from zhifa.verification.tickets import Ticket

#: How long after its beginning a visit may be rated, and its ticket opens the subject's history.
OPEN_FOR = timedelta(days=90)
#: How long its page is shown.
SHOWN_FOR = timedelta(days=2 * 365)
NOBODY = Ticket(UUID(int=0), "")


@dataclass(frozen=True, slots=True)
class ShownMatter:
    """``visits``: of this subject in this year, by whichever agency; None where the subject is not registered."""

    code: str | None
    name: str
    basis: str
    annual_cap: int | None
    visits: int | None


@dataclass(frozen=True, slots=True)
class PastVisit:
    agency_name: str
    opened_at: datetime
    state: str
    matters: Sequence[str]
    result: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """The visit as the phones sent it. ``row``: of ``queries.visit``."""

    row: Any
    record: Record
    matters: Sequence[ShownMatter]
    visits_this_year: int | None
    recent: bool  # still to be rated


@dataclass(frozen=True, slots=True)
class VisitPage:
    """``holder``: whose certificate was shown; ``known`` is None until the record has been uploaded."""

    number: str
    holder: Any
    known: Known | None


def find(session: Session, ticket: Ticket | None, at: datetime) -> VisitPage | None:
    """The page of a ticket; the same first statements are run for one that is none."""
    asked = ticket or NOBODY
    holder, row = queries.holder(session, asked.number), queries.visit(session, asked.inspection)
    if ticket is None or holder is None:
        return None
    if row is None:
        return VisitPage(asked.number, holder, None)
    if not queries.takes_part(session, row.id, holder.officer_id) or at - row.opened_at > SHOWN_FOR:
        return None
    return VisitPage(asked.number, holder, _known(session, row, at))


def history(session: Session, subject_id: UUID, at: datetime) -> list[PastVisit]:
    """This year's and last year's visits, the latest first."""
    last_year = year_start(year_start(at) - timedelta(days=1))
    return [_past(row) for row in queries.visits_since(session, subject_id, last_year)]


def this_year(visits: Sequence[PastVisit], at: datetime) -> list[PastVisit]:
    return [visit for visit in visits if visit.opened_at >= year_start(at)]


def _known(session: Session, row: Any, at: datetime) -> Known:
    record = record_of(session, row.id)
    past = this_year(history(session, row.subject_id, at), at) if row.subject_id else None
    published = queries.matters(session, [UUID(matter.id) for matter in record.matters])
    return Known(
        row=row,
        record=record,
        matters=[_matter(matter, published.get(UUID(matter.id)), past) for matter in record.matters],
        visits_this_year=None if past is None else len(past),
        recent=at - row.opened_at <= OPEN_FOR,
    )


def _matter(named: MatterRef, row: Any, past: Sequence[PastVisit] | None) -> ShownMatter:
    visits = None if past is None else sum(named.name in visit.matters for visit in past)
    if row is None:
        return ShownMatter(None, named.name, "", None, visits)
    return ShownMatter(row.code, named.name, row.basis, row.annual_cap, visits)


def _past(row: Any) -> PastVisit:
    return PastVisit(row.agency_name, row.opened_at, row.state, row.summary.get("matters", []), result_of(row.summary))
