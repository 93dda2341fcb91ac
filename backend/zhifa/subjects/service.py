"""Subjects with their visit figures, as lists, details and packs show them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.errors import NotFound
from zhifa.identity.actor import Actor
from zhifa.pages import Page, page_of
from zhifa.subjects import queries, visits
from zhifa.subjects.models import Subject
from zhifa.subjects.schemas import SubjectDetail, SubjectRow


class SubjectNotFound(NotFound):
    code = "subject_not_found"
    detail = "没有找到该监管对象,或不在您的管辖范围内。"


def found(
    session: Session,
    actor: Actor,
    *,
    at: datetime,
    q: str | None,
    division: str | None,
    cursor: str | None,
    limit: int,
) -> Page[SubjectRow]:
    rows = queries.found(session, actor, q=q, division=division, cursor=cursor, limit=limit)
    known = _figures_of(session, rows[:limit], at)
    return page_of(
        rows,
        limit,
        lambda row: (row.division_code, row.name, row.id),
        lambda row: SubjectRow(**wire(row, known.get(row.id, visits.NONE))),
    )


def detail(session: Session, actor: Actor, subject_id: UUID, *, at: datetime) -> SubjectDetail:
    """One subject with the visits in the actor's scope.

    Raises:
        SubjectNotFound: there is none, or it lies outside the actor's division.
    """
    row = queries.one(session, actor, subject_id)
    if row is None:
        raise SubjectNotFound
    figures = _figures_of(session, [row], at).get(row.id, visits.NONE)
    return SubjectDetail(
        **wire(row, figures),
        uscc_reason=row.uscc_reason,
        visits=visits.visits_of(session, actor, subject_id),
    )


def wire(row: Any, figures: visits.Figures) -> dict[str, Any]:
    """The fields of a SubjectRow from a row of ``queries`` and its visits."""
    kept = {name: value for name, value in row._mapping.items() if name != "uscc_reason"}
    return {
        **kept,
        "visits_this_year": figures.this_year,
        "last_visit_at": figures.last_at,
        "last_result": figures.last_result,
    }


def _figures_of(session: Session, rows: Sequence[Any], at: datetime) -> dict[UUID, visits.Figures]:
    wanted = sa.select(col(Subject.id)).where(col(Subject.id).in_([row.id for row in rows]))
    return visits.figures(session, wanted, at=at, known=at)
