"""SQL of the public register: what is in force today, for everybody."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.models import Agency, AgencyMatter, Division
from zhifa.matters.models import Matter
from zhifa.pages import after, decode_cursor

MATTERS = (col(Matter.field), col(Matter.code))
AGENCIES = (col(Agency.division_code), col(Agency.code))


def matters(session: Session, on: date, *, q: str, field: str, cursor: str | None, limit: int) -> Sequence[Any]:
    """``limit + 1`` matters by field and code; ``q``: part of the name or basis, or the beginning of the code."""
    query = _matters().where(_in_force(Matter, on)).order_by(*MATTERS).limit(limit + 1)
    if q:
        query = query.where(
            sa.or_(
                col(Matter.name).contains(q, autoescape=True),
                col(Matter.basis).contains(q, autoescape=True),
                col(Matter.code).startswith(q, autoescape=True),
            )
        )
    if field:
        query = query.where(col(Matter.field) == field)
    if cursor is not None:
        query = query.where(after(MATTERS, decode_cursor(cursor, (str, str)), descending=False))
    return session.execute(query).all()


def matter(session: Session, code: str) -> Any | None:
    """In force or not: old records name old matters."""
    return session.execute(_matters().where(col(Matter.code) == code)).one_or_none()


def agencies_of(session: Session, matter_id: UUID, on: date) -> Sequence[Any]:
    return session.execute(
        sa.select(col(Agency.code), col(Agency.name), col(AgencyMatter.delegated))
        .join(AgencyMatter, col(AgencyMatter.agency_id) == col(Agency.id))
        .where(col(AgencyMatter.matter_id) == matter_id, _in_force(AgencyMatter, on))
        .order_by(*AGENCIES)
    ).all()


def agencies(session: Session, *, q: str, cursor: str | None, limit: int) -> Sequence[Any]:
    """``limit + 1`` agencies by division and code; ``q``: part of the agency's or the division's name."""
    query = _agencies().order_by(*AGENCIES).limit(limit + 1)
    if q:
        columns = (col(Agency.name), col(Division.name), col(Agency.field))
        query = query.where(sa.or_(*[column.contains(q, autoescape=True) for column in columns]))
    if cursor is not None:
        query = query.where(after(AGENCIES, decode_cursor(cursor, (str, str)), descending=False))
    return session.execute(query).all()


def agency(session: Session, code: str) -> Any | None:
    return session.execute(_agencies().where(col(Agency.code) == code)).one_or_none()


def matters_of(session: Session, agency_id: UUID, on: date) -> Sequence[Any]:
    return session.execute(
        sa.select(col(Matter.code), col(Matter.name), col(Matter.annual_cap))
        .join(AgencyMatter, col(AgencyMatter.matter_id) == col(Matter.id))
        .where(col(AgencyMatter.agency_id) == agency_id, _in_force(AgencyMatter, on), _in_force(Matter, on))
        .order_by(*MATTERS)
    ).all()


def _matters() -> sa.Select[*tuple[Any, ...]]:
    return sa.select(
        col(Matter.id),
        col(Matter.code),
        col(Matter.name),
        col(Matter.kind),
        col(Matter.field),
        col(Matter.basis),
        col(Matter.annual_cap),
        col(Matter.valid_from),
        col(Matter.valid_to),
    )


def _agencies() -> sa.Select[*tuple[Any, ...]]:
    return sa.select(
        col(Agency.id),
        col(Agency.code),
        col(Agency.name),
        col(Agency.field),
        col(Agency.division_code),
        col(Division.name).label("division_name"),
        col(Agency.address),
        col(Agency.supervision_phone),
    ).join(Division, col(Division.code) == col(Agency.division_code))


def _in_force(table: type[Matter] | type[AgencyMatter], on: date) -> sa.ColumnElement[bool]:
    return sa.and_(col(table.valid_from) <= on, sa.or_(col(table.valid_to).is_(None), col(table.valid_to) >= on))
