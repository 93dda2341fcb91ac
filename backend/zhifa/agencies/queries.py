"""Agencies an actor may see, and where an actor's work lies."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.divisions import within
from zhifa.agencies.models import Agency, Division
from zhifa.identity.actor import Actor, agencies_in_scope
from zhifa.identity.models import Role
from zhifa.pages import after, decode_cursor

ORDER = (col(Agency.division_code), col(Agency.code))

COLUMNS: tuple[Any, ...] = (
    col(Agency.id),
    col(Agency.code),
    col(Agency.name),
    col(Agency.field),
    col(Agency.division_code),
    col(Division.name).label("division_name"),
    col(Agency.parent_id),
    col(Agency.address),
    col(Agency.supervision_phone),
    col(Agency.demo),
)


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """A registrar issues certificates for the agencies of a division; the others see those their records are of."""
    if actor.role is Role.REGISTRAR and actor.division_code is not None:
        return within(col(Agency.division_code), actor.division_code)
    return col(Agency.id).in_(agencies_in_scope(actor))


def listed(session: Session, actor: Actor, *, cursor: str | None, limit: int) -> Sequence[Any]:
    """``limit + 1`` rows, by division and code."""
    query = (
        sa.select(*COLUMNS)
        .join(Division, col(Division.code) == col(Agency.division_code))
        .where(visible_to(actor))
        .order_by(*ORDER)
        .limit(limit + 1)
    )
    if cursor is not None:
        query = query.where(after(ORDER, decode_cursor(cursor, (str, str)), descending=False))
    return session.execute(query).all()


def in_scope(session: Session, actor: Actor, agencies: Collection[UUID]) -> bool:
    """Whether the actor's scope holds all of them."""
    query = sa.select(col(Agency.id)).where(col(Agency.id).in_(agencies), col(Agency.id).in_(agencies_in_scope(actor)))
    return set(session.scalars(query)) == set(agencies)


def name_of(session: Session, agency_id: UUID) -> str:
    return session.scalars(sa.select(col(Agency.name)).where(col(Agency.id) == agency_id)).one()


def division_of(session: Session, agency_id: UUID) -> str | None:
    """The code of an agency's division."""
    return session.scalar(sa.select(col(Agency.division_code)).where(col(Agency.id) == agency_id))


def divisions(session: Session, code: str) -> Sequence[Division]:
    """The division and all beneath it, by code; a city's are under two hundred."""
    query = sa.select(Division).where(within(col(Division.code), code)).order_by(col(Division.code))
    return session.scalars(query).all()
