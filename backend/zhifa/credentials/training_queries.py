"""SQL of training, exams and assessments."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from zhifa.agencies.models import Agency
from zhifa.agencies.queries import visible_to
from zhifa.credentials.models import Certificate, Officer
from zhifa.credentials.training_models import Assessment, Exam, Training
from zhifa.identity.actor import Actor
from zhifa.pages import after, decode_cursor

ORDER = (col(Officer.name), col(Officer.id))


def exams(session: Session, officer_id: UUID) -> Sequence[Any]:
    return session.execute(
        sa.select(col(Exam.name), col(Exam.held_on), col(Exam.score), col(Exam.passed))
        .where(col(Exam.officer_id) == officer_id)
        .order_by(col(Exam.held_on).desc(), col(Exam.recorded_at).desc())
    ).all()


def assessments(session: Session, officer_id: UUID) -> Sequence[Any]:
    """The last word on each year, newest year first."""
    later = aliased(Assessment)
    outranked = sa.exists().where(
        col(later.officer_id) == col(Assessment.officer_id),
        col(later.year) == col(Assessment.year),
        col(later.recorded_at) > col(Assessment.recorded_at),
    )
    return session.execute(
        sa.select(col(Assessment.year), col(Assessment.result), col(Assessment.words))
        .where(col(Assessment.officer_id) == officer_id, sa.not_(outranked))
        .order_by(col(Assessment.year).desc())
    ).all()


def attended(session: Session, officer_id: UUID) -> Sequence[Any]:
    """Every course of one officer: category, hours, day."""
    return session.execute(
        sa.select(col(Training.category), col(Training.hours), col(Training.held_on)).where(
            col(Training.officer_id) == officer_id
        )
    ).all()


def page(
    session: Session,
    actor: Actor,
    *,
    year: int,
    required: dict[str, float],
    short: bool | None,
    agency: UUID | None,
    cursor: str | None,
    limit: int,
) -> Sequence[Any]:
    """``limit + 1`` active officers who hold a certificate that makes them one, by name, with their hours."""
    hours = {category: _hours(category, year) for category in required}
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            col(Officer.id).label("officer_id"),
            col(Officer.name).label("officer_name"),
            col(Officer.agency_id),
            col(Agency.name).label("agency_name"),
            *[column.label(category) for category, column in hours.items()],
        )
        .join(Agency, col(Agency.id) == col(Officer.agency_id))
        .where(visible_to(actor), col(Officer.active), _enforces())
        .order_by(*ORDER)
        .limit(limit + 1)
    )
    if short is not None:
        missing = sa.or_(*[hours[category] < needed for category, needed in required.items()])
        query = query.where(missing if short else sa.not_(missing))
    if agency is not None:
        query = query.where(col(Officer.agency_id) == agency)
    if cursor is not None:
        query = query.where(after(ORDER, decode_cursor(cursor, (str, UUID)), descending=False))
    return session.execute(query).all()


def officers_in_scope(session: Session, actor: Actor, ids: Collection[UUID]) -> set[UUID]:
    return set(
        session.scalars(
            sa.select(col(Officer.id))
            .join(Agency, col(Agency.id) == col(Officer.agency_id))
            .where(col(Officer.id).in_(ids), visible_to(actor))
        )
    )


def _hours(category: str, year: int) -> sa.ColumnElement[float]:
    attended = sa.select(sa.func.coalesce(sa.func.sum(col(Training.hours)), 0.0)).where(
        col(Training.officer_id) == col(Officer.id),
        col(Training.category) == category,
        col(Training.held_on) >= date(year, 1, 1),
        col(Training.held_on) <= date(year, 12, 31),
    )
    return attended.correlate(Officer).scalar_subquery()


def _enforces() -> sa.ColumnElement[bool]:
    """Assisting staff 辅助人员 are no officers and need no hours."""
    return sa.exists().where(col(Certificate.officer_id) == col(Officer.id), col(Certificate.kind) != "assisting")
