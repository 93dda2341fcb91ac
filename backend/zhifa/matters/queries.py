"""The published catalogue, an agency's part of it, and the checklists in force."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.models import AgencyMatter
from zhifa.db import table_of
from zhifa.matters.models import Checklist, ChecklistItem, Matter
from zhifa.pages import after, decode_cursor

ORDER = (col(Matter.field), col(Matter.code))
Standing = Literal["in_force", "coming", "ended"]


def listed(
    session: Session,
    *,
    agency_id: UUID | None,
    on: date,
    standing: Standing = "in_force",
    field: str | None,
    q: str | None,
    cursor: str | None,
    limit: int,
) -> Sequence[Any]:
    """``limit + 1`` rows of the catalogue by field and code; published catalogues are open to every role."""
    query = _rows(agency_id, on).where(_stands(standing, on)).order_by(*ORDER).limit(limit + 1)
    if field:
        query = query.where(col(Matter.field) == field)
    if q and q.strip():
        part = q.strip()
        query = query.where(
            sa.or_(col(Matter.name).contains(part, autoescape=True), col(Matter.code).startswith(part, autoescape=True))
        )
    if cursor is not None:
        query = query.where(after(ORDER, decode_cursor(cursor, (str, str)), descending=False))
    return session.execute(query).all()


def one(session: Session, matter_id: UUID, *, agency_id: UUID | None, on: date) -> Any | None:
    """A matter, whether still in force or not: old records name old matters."""
    return session.execute(_rows(agency_id, on).where(col(Matter.id) == matter_id)).one_or_none()


def of_agency(session: Session, agency_id: UUID, on: date) -> Sequence[Any]:
    """The matters that the agency may act on that day, as its own or by delegation."""
    own = _held(agency_id, on).with_only_columns(col(AgencyMatter.matter_id))
    query = _rows(agency_id, on).where(_in_force(Matter, on), col(Matter.id).in_(own)).order_by(*ORDER)
    return session.execute(query).all()


def checklists_in_force(session: Session, matter_ids: Sequence[UUID], on: date) -> dict[UUID, Any]:
    """By matter: id and version of its newest checklist published by that day."""
    rows = session.execute(
        sa.select(col(Checklist.matter_id), col(Checklist.id), col(Checklist.version))
        .where(col(Checklist.matter_id).in_(matter_ids), col(Checklist.published_on) <= on)
        .order_by(col(Checklist.version))
    )
    return {row.matter_id: row for row in rows}


def items_of(session: Session, checklist_ids: Sequence[UUID]) -> Sequence[Any]:
    return session.execute(
        sa.select(*table_of(ChecklistItem).columns)
        .where(col(ChecklistItem.checklist_id).in_(checklist_ids))
        .order_by(col(ChecklistItem.checklist_id), col(ChecklistItem.position))
    ).all()


def _rows(agency_id: UUID | None, on: date) -> sa.Select[Any]:
    delegated = _held(agency_id, on).where(col(AgencyMatter.matter_id) == col(Matter.id), col(AgencyMatter.delegated))
    return sa.select(*table_of(Matter).columns, delegated.exists().label("delegated"))


def _held(agency_id: UUID | None, on: date) -> sa.Select[Any]:
    return sa.select(col(AgencyMatter.id)).where(col(AgencyMatter.agency_id) == agency_id, _in_force(AgencyMatter, on))


def _stands(standing: Standing, on: date) -> sa.ColumnElement[bool]:
    if standing == "coming":
        return col(Matter.valid_from) > on
    return col(Matter.valid_to) < on if standing == "ended" else _in_force(Matter, on)


def _in_force(table: type[Matter] | type[AgencyMatter], on: date) -> sa.ColumnElement[bool]:
    return sa.and_(col(table.valid_from) <= on, sa.or_(col(table.valid_to).is_(None), col(table.valid_to) >= on))
