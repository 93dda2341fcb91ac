"""SQL of counting: the visits of an agency and a month, what is due, and what was counted."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from zhifa.agencies.models import Agency
from zhifa.compliance.models import ComplianceCheck, ComplianceFinding, Threshold
from zhifa.db import table_of
from zhifa.ids import new_id
from zhifa.inspections.models import Inspection
from zhifa.matters.models import Matter
from zhifa.overview.models import Counted, Due, Placed
from zhifa.review.models import Review

Row = sa.Row[Any]
Key = tuple[UUID, str]
VISIT = (
    col(Inspection.id),
    col(Inspection.state),
    col(Inspection.summary),
    col(Inspection.closed_at),
    col(Inspection.sort_at),
    col(Inspection.first_received_at),
    col(ComplianceCheck.source),
    col(ComplianceCheck.matters),
)


def visits(session: Session, agency: UUID, since: datetime, until: datetime) -> Sequence[Row]:
    """The visits of an agency that ended (or, while open, began) in ``[since, until)``."""
    return session.execute(
        sa.select(*VISIT)
        .outerjoin(ComplianceCheck, col(ComplianceCheck.inspection_id) == col(Inspection.id))
        .where(*_ended(agency, since, until))
    ).all()


def opened(session: Session, agency: UUID, since: datetime, until: datetime) -> Sequence[Row]:
    """What the caps of ``[since, until)`` need of an agency's visits opened in it; none has ended before it began."""
    columns = (Inspection.id, Inspection.state, Inspection.subject_id, Inspection.opened_at)
    return session.execute(
        sa.select(*map(col, columns), col(ComplianceCheck.source), col(ComplianceCheck.matters))
        .outerjoin(ComplianceCheck, col(ComplianceCheck.inspection_id) == col(Inspection.id))
        .where(*_ended(agency, since, None), col(Inspection.opened_at) >= since, col(Inspection.opened_at) < until)
    ).all()


def rules(session: Session, agency: UUID, since: datetime, until: datetime) -> Mapping[UUID, list[str]]:
    """By visit: the rules whose findings are open."""
    rows = session.execute(
        sa.select(col(ComplianceFinding.inspection_id), col(ComplianceFinding.rule))
        .join(Inspection, col(Inspection.id) == col(ComplianceFinding.inspection_id))
        .where(*_ended(agency, since, until), col(ComplianceFinding.state) == "open")
    )
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for inspection, rule in rows:
        found[inspection].append(rule)
    return found


def first_decisions(session: Session, agency: UUID, since: datetime, until: datetime) -> Mapping[UUID, Row]:
    """By visit: when it was first accepted or returned, and which of the two."""
    rows = session.execute(
        sa.select(col(Review.inspection_id), col(Review.at), col(Review.decision))
        .join(Inspection, col(Inspection.id) == col(Review.inspection_id))
        .where(*_ended(agency, since, until), col(Review.decision).in_(("accept", "return")))
        .order_by(col(Review.at).desc(), col(Review.id).desc())
    )
    return {row.inspection_id: row for row in rows}


def _ended(agency: UUID, since: datetime, until: datetime | None) -> list[sa.ColumnElement[bool]]:
    found = [col(Inspection.agency_id) == agency, col(Inspection.sort_at) >= since]
    return found if until is None else [*found, col(Inspection.sort_at) < until]


def matters(session: Session) -> Mapping[str, Row]:
    """Every matter by its code: its id, field and cap; a catalogue has hundreds."""
    rows = session.execute(sa.select(col(Matter.code), col(Matter.id), col(Matter.field), col(Matter.annual_cap)))
    return {row.code: row for row in rows}


def agency(session: Session, key: UUID) -> Row:
    return session.execute(sa.select(col(Agency.field), col(Agency.division_code)).where(col(Agency.id) == key)).one()


def thresholds(session: Session) -> Sequence[Row]:
    return session.execute(sa.select(*table_of(Threshold).c)).all()


def months(session: Session, ids: Collection[UUID]) -> Sequence[Row]:
    """Where each of these visits belongs, and the month in which it was counted last."""
    return session.execute(
        sa.select(
            col(Inspection.id),
            col(Inspection.agency_id),
            col(Inspection.opened_at),
            col(Inspection.sort_at),
            col(Placed.month),
        )
        .outerjoin(Placed, col(Placed.inspection_id) == col(Inspection.id))
        .where(col(Inspection.id).in_(ids))
    ).all()


def place(session: Session, months: Mapping[UUID, str]) -> None:
    rows = [{"inspection_id": inspection, "month": month} for inspection, month in sorted(months.items())]
    if rows:
        added = _insert(session)(table_of(Placed))
        moved = added.on_conflict_do_update(index_elements=["inspection_id"], set_={"month": added.excluded.month})
        session.connection().execute(moved, rows)


def add_due(session: Session, keys: Iterable[Key], at: datetime) -> bool:
    """Marks them, in one order for everybody; whether any was not due already."""
    fresh = False
    for agency_id, period in sorted(keys):
        values = {"agency_id": agency_id, "period": period, "mark": new_id(), "since": at}
        added = _insert(session)(table_of(Due)).values(values)
        marked = added.on_conflict_do_update(
            index_elements=["agency_id", "period"], set_={"mark": added.excluded.mark}
        ).returning(table_of(Due).c.since)
        fresh |= session.execute(marked).scalar_one() == at
    return fresh


def next_due(session: Session, limit: int) -> Sequence[Row]:
    columns = table_of(Due).c
    longest = (columns.since, columns.agency_id, columns.period)
    return session.execute(sa.select(*columns).order_by(*longest).limit(limit)).all()


def settle(session: Session, due: Row) -> bool:
    """No longer due; false where it was marked again since."""
    gone = sa.delete(Due).where(
        col(Due.agency_id) == due.agency_id, col(Due.period) == due.period, col(Due.mark) == due.mark
    )
    return session.execute(gone.returning(col(Due.period))).first() is not None


def write(session: Session, due: Row, figures: str, at: datetime) -> None:
    values = {"agency_id": due.agency_id, "period": due.period, "counted_at": at, "figures": figures}
    added = _insert(session)(table_of(Counted)).values(values)
    told = {name: added.excluded[name] for name in ("counted_at", "figures")}
    session.execute(added.on_conflict_do_update(index_elements=["agency_id", "period"], set_=told))


def counted_months(session: Session, agency: UUID, months: Collection[str]) -> Sequence[tuple[str, str]]:
    """(month, figures as text) of those that were counted."""
    rows = session.execute(
        sa.select(col(Counted.period), col(Counted.figures)).where(
            col(Counted.agency_id) == agency, col(Counted.period).in_(months)
        )
    )
    return [(row.period, row.figures) for row in rows]


def counted(session: Session) -> Sequence[Key]:
    rows = session.execute(sa.select(col(Counted.agency_id), col(Counted.period)))
    return [(row.agency_id, row.period) for row in rows]


def _insert(session: Session) -> Any:
    return sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
