"""SQL of the overview: whose figures an actor may see, and what was counted of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.divisions import within
from zhifa.agencies.models import Agency, AgencyMatter, Division
from zhifa.compliance.alert_models import Alert
from zhifa.identity.actor import Actor, agencies_in_scope
from zhifa.inspections.queries import BY_AGENCY
from zhifa.matters.models import Matter
from zhifa.overview.models import Counted, Due
from zhifa.overview.periods import Period

Row = sa.Row[Any]
INSPECTION = "检查"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """``division``: it and all beneath it; ``field``: of the agency."""

    period: Period
    agency: UUID | None = None
    division: str | None = None
    field: str | None = None


def visible_to(actor: Actor, filters: Filters) -> sa.Select[UUID]:
    """The agencies whose figures are shown: those whose visits the actor may see, narrowed as asked."""
    found = sa.select(col(Agency.id))
    if actor.role not in BY_AGENCY:
        return found.where(sa.false())
    found = found.where(col(Agency.id).in_(agencies_in_scope(actor)))
    if filters.agency:
        found = found.where(col(Agency.id) == filters.agency)
    if filters.division:
        found = found.where(within(col(Agency.division_code), filters.division))
    return found.where(col(Agency.field) == filters.field) if filters.field else found


def agencies(session: Session, actor: Actor, filters: Filters) -> Sequence[Row]:
    return session.execute(
        sa.select(
            col(Agency.id),
            col(Agency.name),
            col(Agency.field),
            col(Agency.demo),
            col(Agency.division_code),
            col(Division.name).label("division_name"),
        )
        .join(Division, col(Division.code) == col(Agency.division_code))
        .where(col(Agency.id).in_(visible_to(actor, filters)))
        .order_by(col(Agency.division_code), col(Agency.code))
    ).all()


def counted(session: Session, actor: Actor, filters: Filters, periods: Collection[str]) -> Sequence[Row]:
    """(agency, period, when counted, figures as text)."""
    columns = (col(Counted.agency_id), col(Counted.period), col(Counted.counted_at), col(Counted.figures))
    return session.execute(
        sa.select(*columns).where(
            col(Counted.agency_id).in_(visible_to(actor, filters)), col(Counted.period).in_(sorted(periods))
        )
    ).all()


def is_behind(session: Session, actor: Actor, filters: Filters, periods: Collection[str]) -> bool:
    waiting = sa.select(col(Due.period)).where(
        col(Due.agency_id).in_(visible_to(actor, filters)), col(Due.period).in_(sorted(periods))
    )
    return session.execute(waiting.limit(1)).first() is not None


def held(session: Session, actor: Actor, filters: Filters) -> Sequence[Row]:
    """(agency, code, name, field) of the inspection matters that the agencies held at some time of the period."""
    first, last = filters.period.first_day, filters.period.last_day
    stretches = [
        condition
        for table in (AgencyMatter, Matter)
        for condition in (
            col(table.valid_from) <= last,
            sa.or_(col(table.valid_to).is_(None), col(table.valid_to) >= first),
        )
    ]
    return session.execute(
        sa.select(col(AgencyMatter.agency_id), col(Matter.code), col(Matter.name), col(Matter.field))
        .distinct()
        .join(Matter, col(Matter.id) == col(AgencyMatter.matter_id))
        .where(col(AgencyMatter.agency_id).in_(visible_to(actor, filters)), col(Matter.kind) == INSPECTION, *stretches)
        .order_by(col(Matter.code))
    ).all()


def alerts(session: Session, actor: Actor, filters: Filters) -> Mapping[str, int]:
    rows = session.execute(
        sa.select(col(Alert.state), sa.func.count())
        .where(col(Alert.agency_id).in_(visible_to(actor, filters)))
        .group_by(col(Alert.state))
    )
    return {state: count for state, count in rows}


def division_names(session: Session, codes: Collection[str]) -> Mapping[str, str]:
    rows = session.execute(sa.select(col(Division.code), col(Division.name)).where(col(Division.code).in_(codes)))
    return {code: name for code, name in rows}


def own_name(session: Session, actor: Actor) -> str:
    """The agency, or the division, that the actor's account belongs to."""
    if actor.agency_id is not None and actor.division_code is None:
        return session.scalar(sa.select(col(Agency.name)).where(col(Agency.id) == actor.agency_id)) or ""
    return session.scalar(sa.select(col(Division.name)).where(col(Division.code) == actor.division_code)) or ""
