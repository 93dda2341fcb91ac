"""SQL of who is to be told: the accounts behind officers and agencies."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from zhifa.agencies.divisions import prefix_of
from zhifa.agencies.models import Agency, AgencyAncestor, AgencyMatter
from zhifa.credentials.models import Certificate, Officer
from zhifa.credentials.registry_queries import status_in_force
from zhifa.identity.models import Account, Role
from zhifa.matters.models import Matter
from zhifa.notify.models import Message
from zhifa.prepared import Lookup

_OF_OFFICERS = Lookup(sa.select(col(Account.id)).where(col(Account.active)), col(Account.officer_id))


def accounts_of_officers(session: Session, officers: Collection[UUID]) -> set[UUID]:
    return {row.id for row in _OF_OFFICERS.rows(session, officers)}


def accounts_of_fields(session: Session, fields: Collection[str], day: date, division: str | None = None) -> set[UUID]:
    """Everybody at agencies of these fields and at those, as towns are, that hold a matter of one on or after the day;
    where a division is named, only of those in it."""
    holding = (
        sa.select(col(AgencyMatter.agency_id))
        .join(Matter, col(Matter.id) == col(AgencyMatter.matter_id))
        .where(
            col(Matter.field).in_(fields),
            sa.or_(col(AgencyMatter.valid_to).is_(None), col(AgencyMatter.valid_to) >= day),
        )
    )
    query = (
        sa.select(col(Account.id))
        .join(Agency, col(Agency.id) == col(Account.agency_id))
        .where(sa.or_(col(Agency.field).in_(fields), col(Agency.id).in_(holding)), col(Account.active))
    )
    if division is not None:
        query = query.where(col(Agency.division_code).startswith(prefix_of(division), autoescape=True))
    return set(session.scalars(query))


def agency(session: Session, agency: UUID) -> Any:
    """Its field and division."""
    return session.execute(
        sa.select(col(Agency.field), col(Agency.division_code)).where(col(Agency.id) == agency)
    ).one()


def accounts_of_role(session: Session, role: Role | None) -> set[UUID]:
    """All active accounts, or those of one role."""
    query = sa.select(col(Account.id)).where(col(Account.active))
    return set(session.scalars(query.where(col(Account.role) == role.value) if role else query))


def supervisors_of(session: Session, agency: UUID) -> set[UUID]:
    """Of the agency itself; where it has none, of those above it."""
    query = (
        sa.select(col(Account.id), col(Account.agency_id))
        .join(AgencyAncestor, col(AgencyAncestor.ancestor_id) == col(Account.agency_id))
        .where(col(AgencyAncestor.agency_id) == agency, col(Account.role) == Role.SUPERVISOR.value, col(Account.active))
    )
    found = session.execute(query).all()
    own = {row.id for row in found if row.agency_id == agency}
    return own or {row.id for row in found}


def overseers_of(session: Session, division: str) -> set[UUID]:
    """Of the division itself; where it has none, of the nearest one that it lies in."""
    query = sa.select(col(Account.id), col(Account.division_code)).where(
        col(Account.role) == Role.OVERSEER.value, col(Account.active), col(Account.division_code).is_not(None)
    )
    over = [(prefix_of(row.division_code), row.id) for row in session.execute(query)]
    above = [(len(prefix), account) for prefix, account in over if division.startswith(prefix)]
    nearest = max((length for length, _ in above), default=0)
    return {account for length, account in above if length == nearest}


def place_of(session: Session, account: UUID) -> Any:
    """Role, agency, its division and the account's own division."""
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            col(Account.role),
            col(Account.display_name),
            col(Account.agency_id),
            col(Agency.division_code).label("agency_division"),
            col(Account.division_code),
        )
        .outerjoin(Agency, col(Agency.id) == col(Account.agency_id))
        .where(col(Account.id) == account)
    )
    return session.execute(query).one()


def agency_of_officer(session: Session, officer: UUID) -> UUID | None:
    return session.scalar(sa.select(col(Officer.agency_id)).where(col(Officer.id) == officer))


def certificate_holder(session: Session, number: str) -> Any:
    """Officer, their name and agency."""
    query = (
        sa.select(col(Officer.id), col(Officer.name), col(Officer.agency_id))
        .join(Certificate, col(Certificate.officer_id) == col(Officer.id))
        .where(col(Certificate.number) == number)
    )
    return session.execute(query).one()


def expiring(session: Session, *, today: date, until: date, at: datetime) -> Sequence[Any]:
    """Certificates in force whose last day lies from ``today`` to ``until``."""
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(col(Certificate.number), col(Certificate.valid_to), col(Officer.id), col(Officer.name))
        .add_columns(col(Officer.agency_id))
        .join(Officer, col(Officer.id) == col(Certificate.officer_id))
        .where(col(Certificate.valid_to).between(today, until), col(Officer.active), status_in_force(at) == "valid")
        .order_by(col(Certificate.valid_to), col(Certificate.number))
    )
    return session.execute(query).all()


def usernames(session: Session, messages: Collection[UUID]) -> Sequence[Any]:
    """Messages with whom they are for, as a gateway needs them."""
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            col(Message.id).label("message_id"),
            col(Message.kind),
            col(Message.number),
            col(Message.topic),
            col(Message.urgency),
            col(Message.at),
            col(Message.target_type),
            col(Message.target_id),
            col(Account.username).label("endpoint"),
        )
        .join(Account, col(Account.id) == col(Message.account_id))
        .where(col(Message.id).in_(messages))
    )
    return session.execute(query).all()


def unread_since(session: Session, kind: str, before: datetime, limit: int) -> Sequence[Any]:
    """Messages of a kind that were told before, are still unread and were not passed on. Held."""
    query = (
        sa.select(Message)
        .where(
            col(Message.kind) == kind,
            col(Message.at) <= before,
            col(Message.read_at).is_(None),
            col(Message.escalated_at).is_(None),
        )
        .order_by(col(Message.at))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return session.scalars(query).all()
