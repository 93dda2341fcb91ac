"""How often a subject was visited, and what came of it: read from the inspections."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.models import Agency
from zhifa.clock import SHANGHAI
from zhifa.identity.actor import Actor
from zhifa.inspections.models import Inspection
from zhifa.inspections.queries import visible_to
from zhifa.subjects.schemas import Visit

WITHDRAWN = "withdrawn"
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Figures:
    """``this_year``: visits opened in the current calendar year, Asia/Shanghai."""

    this_year: int
    last_at: datetime | None
    last_result: str | None


NONE = Figures(0, None, None)


def year_start(at: datetime) -> datetime:
    """The first moment of the year in which ``at`` lies, in Asia/Shanghai."""
    return at.astimezone(SHANGHAI).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)


def figures(session: Session, subjects: sa.Select[UUID], *, at: datetime, known: datetime) -> dict[UUID, Figures]:
    """Figures of the subjects that have been visited, from what had arrived by ``known``.

    Agencies count together: who was inspected last week by one should not be by another today.
    """
    counted = _counted(subjects, known)
    totals = session.execute(
        sa.select(
            counted.c.subject_id,
            sa.func.count().filter(counted.c.opened_at >= year_start(at)).label("this_year"),
        ).group_by(counted.c.subject_id)
    ).all()
    last = {row.subject_id: row for row in session.execute(_last(counted))}
    return {
        row.subject_id: Figures(row.this_year, last[row.subject_id].opened_at, result_of(last[row.subject_id].summary))
        for row in totals
    }


def _counted(subjects: sa.Select[UUID], known: datetime) -> sa.Subquery:
    """Visits that count, numbered by recency within their subject (``place`` 1 is the last)."""
    recency = sa.func.row_number().over(
        partition_by=col(Inspection.subject_id),
        order_by=(col(Inspection.opened_at).desc(), col(Inspection.id).desc()),
    )
    return (
        sa.select(
            col(Inspection.subject_id),
            col(Inspection.opened_at),
            col(Inspection.summary),
            recency.label("place"),
        )
        .where(
            col(Inspection.subject_id).in_(subjects),
            col(Inspection.state) != WITHDRAWN,
            col(Inspection.first_received_at) <= known,
        )
        .subquery("counted")
    )


def _last(counted: sa.Subquery) -> sa.Select[Any]:
    return sa.select(counted.c.subject_id, counted.c.opened_at, counted.c.summary).where(counted.c.place == 1)


def result_of(summary: dict[str, Any]) -> str | None:
    """The result with which a record was closed, as its read model's summary keeps it."""
    result = summary.get("result")
    return result if isinstance(result, str) else None


def visits_of(session: Session, actor: Actor, subject_id: UUID) -> list[Visit]:
    """The newest visits that the actor may see."""
    rows = session.execute(
        sa.select(
            col(Inspection.id),
            col(Agency.name).label("agency_name"),
            col(Inspection.opened_at),
            col(Inspection.summary),
            col(Inspection.state),
        )
        .join(Agency, col(Agency.id) == col(Inspection.agency_id))
        .where(col(Inspection.subject_id) == subject_id, col(Inspection.id).in_(visible_to(actor)))
        .order_by(col(Inspection.opened_at).desc(), col(Inspection.id).desc())
        .limit(SHOWN)
    )
    return [Visit(row.id, row.agency_name, row.opened_at, result_of(row.summary), row.state) for row in rows]
