"""SQL of changes of the catalogue: who may see them, and what they rest on."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from zhifa.agencies.models import Agency, AgencyMatter, Division
from zhifa.db import table_of
from zhifa.identity.actor import Actor, agencies_in_scope
from zhifa.identity.models import Account
from zhifa.matters.models import Checklist, Matter, MatterChange
from zhifa.pages import after, decode_cursor

NEWEST_FIRST = col(MatterChange.id).desc()
_Proposer, _Decider = aliased(Account), aliased(Account)


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Changes about an agency in the actor's scope, and of the text that one of those shares: whom a county delegates
    to is no other county's affair."""
    shared = sa.select(col(AgencyMatter.matter_id)).where(col(AgencyMatter.agency_id).in_(agencies_in_scope(actor)))
    return sa.or_(
        col(MatterChange.agency_id).in_(agencies_in_scope(actor)),
        sa.and_(col(MatterChange.kind).in_(("amend", "withdraw")), col(MatterChange.matter_id).in_(shared)),
    )


def listed(session: Session, actor: Actor, *, status: str, cursor: str | None, limit: int) -> Sequence[Any]:
    """``limit + 1`` changes of one status, newest first."""
    query = _rows(actor).where(col(MatterChange.status) == status).order_by(NEWEST_FIRST).limit(limit + 1)
    if cursor is not None:
        query = query.where(after([col(MatterChange.id)], decode_cursor(cursor, (UUID,)), descending=True))
    return session.execute(query).all()


def of_matter(session: Session, actor: Actor, matter_id: UUID, *, cursor: str | None, limit: int) -> Sequence[Any]:
    """``limit + 1`` changes of one matter, newest first."""
    query = _rows(actor).where(col(MatterChange.matter_id) == matter_id).order_by(NEWEST_FIRST).limit(limit + 1)
    if cursor is not None:
        query = query.where(after([col(MatterChange.id)], decode_cursor(cursor, (UUID,)), descending=True))
    return session.execute(query).all()


def one(session: Session, actor: Actor, change_id: UUID) -> Any | None:
    return session.execute(_rows(actor).where(col(MatterChange.id) == change_id)).one_or_none()


def held(session: Session, actor: Actor, change_id: UUID) -> MatterChange | None:
    """The change if the actor may see it, nobody else's to decide until the transaction ends."""
    query = sa.select(MatterChange).where(col(MatterChange.id) == change_id, visible_to(actor))
    return session.scalar(query.with_for_update())


def matter(session: Session, matter_id: UUID) -> Matter | None:
    """The matter, nobody else's to change until the transaction ends."""
    return session.scalar(sa.select(Matter).where(col(Matter.id) == matter_id).with_for_update())


def code_is_known(session: Session, code: str) -> bool:
    """Whether a matter has the code, or is proposed under it."""
    proposed = sa.select(sa.literal(1)).where(
        col(MatterChange.status) == "proposed", col(MatterChange.kind) == "publish", col(MatterChange.code) == code
    )
    taken = sa.select(sa.literal(1)).where(col(Matter.code) == code)
    return session.scalar(sa.select(sa.or_(taken.exists(), proposed.exists()))) is True


def matter_has_code(session: Session, code: str) -> bool:
    return session.scalar(sa.select(sa.select(sa.literal(1)).where(col(Matter.code) == code).exists())) is True


def agency(session: Session, actor: Actor, agency_id: UUID) -> Any | None:
    """Name and division level of an agency in the actor's scope."""
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(col(Agency.id), col(Agency.name), col(Division.level))
        .join(Division, col(Division.code) == col(Agency.division_code))
        .where(col(Agency.id) == agency_id, col(Agency.id).in_(agencies_in_scope(actor)))
    )
    return session.execute(query).one_or_none()


def holders(session: Session, matter_id: UUID) -> Sequence[Any]:
    """Every agency that holds the matter or held it, own ones first; the catalogue is public."""
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            col(AgencyMatter.agency_id),
            col(Agency.name).label("agency_name"),
            col(AgencyMatter.delegated),
            col(AgencyMatter.document),
            col(AgencyMatter.valid_from),
            col(AgencyMatter.valid_to),
        )
        .join(Agency, col(Agency.id) == col(AgencyMatter.agency_id))
        .where(col(AgencyMatter.matter_id) == matter_id)
        .order_by(col(AgencyMatter.delegated), col(Agency.code), col(AgencyMatter.valid_from))
    )
    return session.execute(query).all()


def held_within(session: Session, actor: Actor, matter_id: UUID) -> bool:
    """Whether an agency in the actor's scope holds the matter as its own."""
    own = _own(matter_id).where(col(AgencyMatter.agency_id).in_(agencies_in_scope(actor)))
    return session.scalar(sa.select(own.exists())) is True


def held_beyond(session: Session, actor: Actor, matter_id: UUID) -> bool:
    """Whether an agency outside the actor's scope holds it, too, so that the change is not the actor's alone."""
    others = _own(matter_id).where(col(AgencyMatter.agency_id).not_in(agencies_in_scope(actor)))
    return session.scalar(sa.select(others.exists())) is True


def interval_on(session: Session, agency_id: UUID, matter_id: UUID, first: date, last: date | None) -> Any | None:
    """The agency's interval of the matter that shares a day with ``first`` to ``last``."""
    query = sa.select(AgencyMatter).where(
        col(AgencyMatter.agency_id) == agency_id,
        col(AgencyMatter.matter_id) == matter_id,
        sa.or_(col(AgencyMatter.valid_to).is_(None), col(AgencyMatter.valid_to) >= first),
    )
    if last is not None:
        query = query.where(col(AgencyMatter.valid_from) <= last)
    return session.scalar(query.order_by(col(AgencyMatter.valid_from)).limit(1))


def end_intervals(session: Session, matter_id: UUID, ends_on: date) -> None:
    """No agency's interval of the matter outlasts the day."""
    late = sa.or_(col(AgencyMatter.valid_to).is_(None), col(AgencyMatter.valid_to) > ends_on)
    session.execute(
        sa.update(AgencyMatter).where(col(AgencyMatter.matter_id) == matter_id, late).values(valid_to=ends_on)
    )


def latest_version(session: Session, matter_id: UUID) -> int:
    """Number of the newest version of its checklist; 0 for none."""
    query = sa.select(sa.func.max(col(Checklist.version))).where(col(Checklist.matter_id) == matter_id)
    return session.scalar(query) or 0


def _own(matter_id: UUID) -> sa.Select[Any]:
    return sa.select(sa.literal(1)).where(
        col(AgencyMatter.matter_id) == matter_id, col(AgencyMatter.delegated).is_(False)
    )


def _rows(actor: Actor) -> sa.Select[Any]:
    query: sa.Select[Any] = (
        sa.select(
            *table_of(MatterChange).c,
            col(Agency.name).label("agency_name"),
            col(_Proposer.display_name).label("proposed_name"),
            col(_Decider.display_name).label("decided_name"),
        )
        .join(_Proposer, col(_Proposer.id) == col(MatterChange.proposed_by))
        .outerjoin(_Decider, col(_Decider.id) == col(MatterChange.decided_by))
        .outerjoin(Agency, col(Agency.id) == col(MatterChange.agency_id))
        .where(visible_to(actor))
    )
    return query
