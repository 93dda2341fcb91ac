"""SQL of the lists: newest first, always along an index, as fast on the last page as on the first.

Two ways lead to a page. Where an actor's scope is a few agencies, the newest of each are merged, so that
a small agency among a million visits costs no more than a large one. Where it is many agencies, the index
of all visits is walked in order and each row asked whether it belongs. An officer's own visits are few
and are looked up by id.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.models import Agency
from zhifa.db import table_of
from zhifa.identity.actor import Actor, agencies_in_scope
from zhifa.identity.permissions import Permission
from zhifa.inspections.models import Inspection, Participation, Quarantine
from zhifa.inspections.queries import BY_AGENCY, taken_part, visible_to
from zhifa.pages import after
from zhifa.review.assignment_queries import given_to

#: Up to this many agencies are merged; one index range each.
MERGED_AGENCIES = 24

Row = sa.Row[Any]
Conditions = list[sa.ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Order:
    """Columns, all descending, and the types of a cursor's values."""

    key: tuple[Any, ...]
    position: tuple[type, ...]

    @property
    def clauses(self) -> tuple[Any, ...]:
        return tuple(column.desc() for column in self.key)

    def key_of(self, row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, column.key) for column in self.key)


NEWEST = Order((col(Inspection.sort_at), col(Inspection.id)), (datetime, UUID))
GRAVEST = Order((col(Inspection.risk), *NEWEST.key), (int, *NEWEST.position))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is narrowed to. ``since`` is included, ``until`` is not; both are about closing
    (or opening, while a visit is open). ``given``: to the actor, by whoever hands
    records out. ``risk``: at least so much; ``by_risk``: the gravest first, within a state."""

    state: str | None = None
    agency: UUID | None = None
    officer: UUID | None = None
    words: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    mine: bool = False
    given: bool = False
    risk: int = 0
    by_risk: bool = False


def order_of(filters: Filters) -> Order:
    return GRAVEST if filters.by_risk else NEWEST


def page_rows(
    session: Session, actor: Actor, filters: Filters, position: tuple[Any, ...] | None, limit: int
) -> Sequence[Row]:
    """Up to ``limit`` inspections after ``position``, in their order, with the agency's name."""
    return session.execute(page_statement(session, actor, filters, position, limit)).all()


def page_statement(
    session: Session, actor: Actor, filters: Filters, position: tuple[Any, ...] | None, limit: int
) -> sa.Select[Any]:
    """The statement of :func:`page_rows`, apart so that a test can look at its plan."""
    conditions, order = _conditions(filters), order_of(filters)
    if position is not None:
        conditions.append(after(order.key, position, descending=True))
    if actor.role not in BY_AGENCY or filters.mine or filters.officer or filters.given:
        return row_statement([*conditions, *_by_id(actor, filters), *_of_state(filters, by_id=True)], limit, order)
    conditions += _of_state(filters, by_id=False)
    agencies = session.scalars(_agencies(actor, filters).limit(MERGED_AGENCIES + 1)).all()
    if len(agencies) > MERGED_AGENCIES:
        return row_statement([*conditions, _agency_within(actor)], limit, order)
    firsts = [_first_of(agency, conditions, limit, order) for agency in agencies]
    if not firsts:
        return row_statement([sa.false()], limit, order)
    merged = sa.union_all(*firsts).subquery("merged")
    return row_statement([col(Inspection.id).in_(sa.select(_first(merged, limit, order).c.id))], limit, order)


def count_by_state(session: Session, actor: Actor, filters: Filters) -> dict[str, int]:
    """How many inspections stand in each state, whatever state the list is narrowed to."""
    conditions = [*_conditions(filters), *_by_id(actor, filters)]
    statement = sa.select(col(Inspection.state), sa.func.count()).where(*conditions).group_by(col(Inspection.state))
    return {state: count for state, count in session.execute(statement)}


def count_quarantined(session: Session, actor: Actor, agency: UUID | None) -> int:
    """Unresolved quarantined content in the actor's scope; none for those who may not see any."""
    if not actor.may(Permission.QUARANTINE_READ):
        return 0
    within = col(Quarantine.agency_id).in_(_agencies(actor, Filters(agency=agency)))
    statement = sa.select(sa.func.count()).where(within, col(Quarantine.resolution).is_(None))
    return session.scalar(statement) or 0


def row_statement(conditions: Conditions, limit: int, order: Order = NEWEST) -> sa.Select[Any]:
    """Rows of ``Inspection`` with ``agency_name``."""
    columns = [column for column in table_of(Inspection).c]
    return (
        sa.select(*columns, col(Agency.name).label("agency_name"))
        .join(Agency, col(Agency.id) == col(Inspection.agency_id))
        .where(*conditions)
        .order_by(*order.clauses)
        .limit(limit)
    )


def _first_of(agency: UUID, conditions: Conditions, limit: int, order: Order) -> sa.Select[Any]:
    """One agency's first, as a subquery: a member of a UNION has no ORDER BY of its own on SQLite."""
    own = sa.select(*order.key).where(col(Inspection.agency_id) == agency, *conditions)
    return sa.select(own.order_by(*order.clauses).limit(limit).subquery())


def _first(merged: sa.Subquery, limit: int, order: Order) -> sa.Subquery:
    clauses = [merged.c[column.key].desc() for column in order.key]
    return sa.select(merged.c.id).order_by(*clauses).limit(limit).subquery("first")


def _by_id(actor: Actor, filters: Filters) -> Conditions:
    """Only what the actor may see; of that, own visits, one agency's, one officer's, as asked."""
    conditions: Conditions = [_visible(actor)]
    if filters.mine:
        conditions.append(col(Inspection.id).in_(taken_part(actor)))
    if filters.given:
        conditions.append(col(Inspection.id).in_(given_to(actor.account_id)))
    if filters.agency:
        conditions.append(col(Inspection.agency_id) == filters.agency)
    if filters.officer:
        of_officer = sa.select(col(Participation.inspection_id)).where(col(Participation.officer_id) == filters.officer)
        conditions.append(col(Inspection.id).in_(of_officer))
    return conditions


def _visible(actor: Actor) -> sa.ColumnElement[bool]:
    """As ``visible_to``, said of the row's own agency where that decides."""
    if actor.role in BY_AGENCY:
        return col(Inspection.agency_id).in_(agencies_in_scope(actor))
    return col(Inspection.id).in_(visible_to(actor))


def _agencies(actor: Actor, filters: Filters) -> sa.Select[UUID]:
    scope = agencies_in_scope(actor)
    return scope.where(scope.selected_columns[0] == filters.agency) if filters.agency else scope


def _agency_within(actor: Actor) -> sa.ColumnElement[bool]:
    """Asked of each row in turn, so that the walk along the index of all visits keeps its order."""
    scope = agencies_in_scope(actor).subquery("scope")
    return sa.exists().where(scope.c[0] == col(Inspection.agency_id))


def _of_state(filters: Filters, *, by_id: bool) -> Conditions:
    """``by_id``: the few rows are found by id, so no planner shall walk everybody's rows of that state instead."""
    if filters.state is None:
        return []
    state = col(Inspection.state)
    return [(state.concat("") if by_id else state) == filters.state]


def _conditions(filters: Filters) -> Conditions:
    conditions: Conditions = []
    if filters.since:
        conditions.append(col(Inspection.sort_at) >= filters.since)
    if filters.until:
        conditions.append(col(Inspection.sort_at) < filters.until)
    if filters.risk:
        conditions.append(col(Inspection.risk) >= filters.risk)
    if filters.words:
        name = col(Inspection.subject_name).icontains(filters.words, autoescape=True)
        uscc = col(Inspection.subject_uscc).startswith(filters.words.upper(), autoescape=True)
        conditions.append(sa.or_(name, uscc))
    return conditions
