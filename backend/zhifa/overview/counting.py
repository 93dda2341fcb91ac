"""Marks what a change concerns, and counts what is marked: reading first, then one short write.

Receiving shares SQLite's one write lock with this work, so nothing is read or reckoned while it is held.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel import Session

from zhifa.clock import SHANGHAI, Clock
from zhifa.compliance.rechecking_queries import after
from zhifa.compliance.rules.frequency import EXEMPT
from zhifa.compliance.thresholds import caps
from zhifa.db import Database
from zhifa.overview import count_queries as queries
from zhifa.overview.figures import WITHDRAWN, Figures, Tally, Visit, decode, standing
from zhifa.overview.periods import Period, is_month, month_of, parse, year_of

#: Visits that are marked in one transaction when everything is counted anew; and counts of one transaction.
MARKED, TOGETHER = 2000, 20


@dataclass(frozen=True, slots=True)
class Counting:
    db: Database
    clock: Clock

    def mark(self, session: Session, ids: Collection[UUID]) -> bool:
        """The months and years of these visits are due, in the caller's transaction; whether any was not before."""
        keys: set[queries.Key] = set()
        moved: dict[UUID, str] = {}
        for row in queries.months(session, ids):
            month = month_of(row.sort_at)
            keys |= {(row.agency_id, period) for period in _concerned(row, month)}
            if row.month != month:
                moved[row.id] = month
        queries.place(session, moved)
        return queries.add_due(session, keys, self.clock())

    def count(self, most: int | None = None) -> int:
        """Counts what is due, ``most`` of it at the most; returns how much that was."""
        done = 0
        while most is None or done < most:
            with self.db.read() as session:
                due = _months_first(queries.next_due(session, TOGETHER))
                books = Books.of(session)
                found = [(each, figures_of(session, books, each.agency_id, parse(each.period))) for each in due]
            if not found:
                break
            self.write(found)
            done += len(found)
        return done

    def rebuild(self) -> int:
        """Marks every visit, and what was counted of visits that are gone, then counts; returns how much that was."""
        with self.db.write() as session:
            queries.add_due(session, queries.counted(session), self.clock())
        last = UUID(int=0)
        while True:
            with self.db.read() as session:
                ids = after(session, last, MARKED)
            if not ids:
                return self.count()
            with self.db.write() as session:
                self.mark(session, ids)
            last = ids[-1]

    def write(self, found: Iterable[tuple[Any, Figures]]) -> None:
        """Keeps the counts of what is due, but for those that were marked again since ``due`` was read."""
        encoded = [(due, msgspec.json.encode(figures).decode()) for due, figures in found]
        with self.db.write() as session:
            for due, text in encoded:
                if queries.settle(session, due):
                    queries.write(session, due, text, self.clock())
                    if is_month(due.period):
                        queries.add_due(session, [(due.agency_id, year_of(due.period))], self.clock())


def _months_first(due: Sequence[Any]) -> Sequence[Any]:
    """The months of these or, if there are none, the years: counted beside its months, a year is due again."""
    return [each for each in due if is_month(each.period)] or due


def _concerned(row: Any, month: str) -> Iterable[str]:
    """Its month and the one it was counted in, with their years, and the year whose caps it counts against."""
    yield f"{row.opened_at.astimezone(SHANGHAI):%Y}"
    for each in {month, row.month or month}:
        yield from (each, year_of(each))


@dataclass(frozen=True, slots=True)
class Books:
    """What every count looks up: matters by code, and published thresholds."""

    matters: Mapping[str, Any]
    thresholds: Sequence[Any]

    @classmethod
    def of(cls, session: Session) -> "Books":
        return cls(queries.matters(session), queries.thresholds(session))


def figures_of(session: Session, books: Books, agency: UUID, period: Period) -> Figures:
    """The figures of an agency and a month from the visits as they are; those of a year from its months, and from
    the visits where these stand against their caps."""
    return _year(session, books, agency, period) if period.kind == "year" else _month(session, books, agency, period)


def _month(session: Session, books: Books, agency: UUID, period: Period) -> Figures:
    span = (agency, period.starts_at, period.ends_at)
    found, decided = queries.rules(session, *span), queries.first_decisions(session, *span)
    matters, own = books.matters, queries.agency(session, agency).field
    tally = Tally()
    for row in queries.visits(session, *span):
        first = decided.get(row.id)
        codes = row.matters or ()
        tally.add(
            Visit(
                state=row.state,
                sort_at=row.sort_at,
                summary=row.summary or {},
                source=row.source or "",
                matters=codes,
                fields=frozenset(matters[code].field for code in codes if code in matters) or frozenset({own}),
                rules=found.get(row.id, ()),
                ready_at=max(row.closed_at, row.first_received_at) if row.closed_at else None,
                decided_at=first.at if first else None,
                decision=first.decision if first else "",
            )
        )
    return tally.figures


def _year(session: Session, books: Books, agency: UUID, period: Period) -> Figures:
    """Its months added up, and its subjects by where they stand against the cap that holds for their latest visit
    (rule P06-1)."""
    division, matters, tally = queries.agency(session, agency).division_code, books.matters, Tally()
    for month, text in queries.counted_months(session, agency, period.months):
        tally.take_month(month[-2:], decode(text))
    for last, paid in _by_subject(queries.opened(session, agency, period.starts_at, period.ends_at)).values():
        day = last.opened_at.astimezone(SHANGHAI).date()
        cap = _cap(
            caps(books.thresholds, agency, division, day), [matters[c] for c in last.matters or () if c in matters]
        )
        if cap is not None:
            tally.one("cap", "subjects")
            tally.one("cap", standing(paid, cap))
    return tally.figures


def _by_subject(rows: Iterable[Any]) -> Mapping[UUID, tuple[Any, int]]:
    """The latest visit to each subject, and how many of these count against the cap: not withdrawn, not exempt."""
    found: dict[UUID, tuple[Any, int]] = {}
    for row in sorted(rows, key=lambda row: (row.opened_at, row.id)):
        if row.state != WITHDRAWN and row.source not in EXEMPT and row.subject_id:
            found[row.subject_id] = (row, found.get(row.subject_id, (None, 0))[1] + 1)
    return found


def _cap(published: Mapping[str | None, int], matters: Iterable[Any]) -> int | None:
    found = [published.get(str(each.id), published.get(None, each.annual_cap)) for each in matters]
    return min((cap for cap in found if cap is not None), default=None)
