"""Subjects an actor may see, found by name, USCC or address."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.divisions import code_range, within
from zhifa.agencies.models import Division
from zhifa.agencies.queries import division_of
from zhifa.identity.actor import Actor
from zhifa.identity.models import Role
from zhifa.pages import after, decode_cursor
from zhifa.subjects.models import Subject
from zhifa.subjects.uscc import normalise

ORDER = (col(Subject.division_code), col(Subject.name), col(Subject.id))
BY_AGENCY = frozenset({Role.OFFICER, Role.SUPERVISOR})
BY_DIVISION = frozenset({Role.OVERSEER, Role.ASSISTANT})

COLUMNS: tuple[Any, ...] = (
    col(Subject.id),
    col(Subject.name),
    col(Subject.uscc),
    col(Subject.uscc_valid),
    col(Subject.uscc_reason),
    col(Subject.kind),
    col(Subject.trade),
    col(Subject.address),
    col(Subject.division_code),
    col(Division.name).label("division_name"),
    col(Subject.lat),
    col(Subject.lon),
    col(Subject.risk),
    col(Subject.demo),
)


def visible_to(session: Session, actor: Actor) -> sa.ColumnElement[bool]:
    """Subjects in the division of the actor's agency, or of the division overseen; none for other roles."""
    if actor.role in BY_AGENCY and actor.agency_id is not None:
        code = division_of(session, actor.agency_id)
    else:
        code = actor.division_code if actor.role in BY_DIVISION else None
    return within(col(Subject.division_code), code) if code else sa.false()


def found(
    session: Session, actor: Actor, *, q: str | None, division: str | None, cursor: str | None, limit: int
) -> Sequence[Any]:
    """``limit + 1`` rows by division and name; ``q``: part of a name or address, or the beginning of a USCC."""
    query = _rows().where(visible_to(session, actor)).order_by(*ORDER).limit(limit + 1)
    if division:
        start, end = code_range(division)
        query = query.where(col(Subject.division_code) >= start, col(Subject.division_code) < end)
    if q and q.strip():
        query = query.where(_matches(q.strip()))
    if cursor is not None:
        query = query.where(after(ORDER, decode_cursor(cursor, (str, str, UUID)), descending=False))
    return session.execute(query).all()


def one(session: Session, actor: Actor, subject_id: UUID) -> Any | None:
    return session.execute(_rows().where(visible_to(session, actor), col(Subject.id) == subject_id)).one_or_none()


def in_division(session: Session, code: str) -> Sequence[Any]:
    """Every subject within a division, in the order of the lists."""
    return session.execute(_rows().where(within(col(Subject.division_code), code)).order_by(*ORDER)).all()


def _rows() -> sa.Select[Any]:
    return sa.select(*COLUMNS).join(Division, col(Division.code) == col(Subject.division_code))


def _matches(q: str) -> sa.ColumnElement[bool]:
    return sa.or_(
        col(Subject.name).contains(q, autoescape=True),
        col(Subject.address).contains(q, autoescape=True),
        col(Subject.uscc).startswith(normalise(q), autoescape=True),
    )
