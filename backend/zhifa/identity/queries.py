"""Every question identity asks of the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from zhifa.agencies.models import Agency, Division
from zhifa.db import Database, OneRow
from zhifa.identity.actor import Actor, agencies_in_scope
from zhifa.identity.models import Account, Device, LoginSession, RefreshToken, Role
from zhifa.pages import after, decode_cursor

_OwnDivision = aliased(Division)
_AgencyDivision = aliased(Division)


#: Asked before every request.
_ACTOR = (
    sa.select(
        col(Account.id),
        col(Account.role),
        col(Account.display_name),
        col(Account.agency_id),
        col(Account.division_code),
        col(Account.officer_id),
    )
    .join(LoginSession, col(LoginSession.account_id) == col(Account.id))
    .where(
        col(LoginSession.id) == sa.bindparam("session_id"), col(LoginSession.ended_at).is_(None), col(Account.active)
    )
)


class ActorOfSession:
    """The actor behind a login that has not ended, if the account is active."""

    def __init__(self, db: Database) -> None:
        self._row, self.is_local = OneRow(db, _ACTOR), db.is_sqlite

    def __call__(self, session_id: UUID) -> Actor | None:
        """Raises Unavailable."""
        row = self._row.ask(session_id=session_id)
        if row is None:
            return None
        account_id, role, display_name, agency_id, division_code, officer_id = row
        return Actor(account_id, session_id, Role(role), display_name, agency_id, division_code, officer_id)


def account_named(session: Session, username: str) -> Account | None:
    return session.scalar(sa.select(Account).where(col(Account.username) == username))


def account_locked(session: Session, account_id: UUID) -> Account | None:
    """The account, held until the transaction ends: disabling it and opening a session take turns."""
    return session.scalar(sa.select(Account).where(col(Account.id) == account_id).with_for_update())


def account(session: Session, account_id: UUID) -> Account:
    """An account that exists."""
    return session.scalars(sa.select(Account).where(col(Account.id) == account_id)).one()


def is_active(session: Session, account_id: UUID) -> bool:
    return session.scalar(sa.select(col(Account.active)).where(col(Account.id) == account_id)) or False


def account_card(session: Session, account_id: UUID) -> Any:
    """One account with its agency and division, as a Core row; the account exists."""
    return session.execute(_accounts().where(col(Account.id) == account_id)).one()


def accounts(session: Session, *, q: str | None, role: Role | None, cursor: str | None, limit: int) -> Sequence[Any]:
    """``limit + 1`` accounts by username. ``q``: part of a username or a displayed name."""
    query = _accounts().order_by(col(Account.username)).limit(limit + 1)
    if q:
        query = query.where(
            sa.or_(
                col(Account.username).icontains(q, autoescape=True),
                col(Account.display_name).contains(q, autoescape=True),
            )
        )
    if role is not None:
        query = query.where(col(Account.role) == role.value)
    if cursor is not None:
        query = query.where(after([col(Account.username)], decode_cursor(cursor, (str,)), descending=False))
    return session.execute(query).all()


def _accounts() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            col(Account.id),
            col(Account.username),
            col(Account.display_name),
            col(Account.role),
            col(Account.active),
            col(Account.one_time_until),
            col(Account.officer_id),
            col(Account.agency_id),
            col(Agency.name).label("agency_name"),
            col(Agency.division_code).label("agency_division_code"),
            col(_AgencyDivision.name).label("agency_division_name"),
            col(Agency.supervision_phone),
            col(Account.division_code),
            col(_OwnDivision.name).label("division_name"),
        )
        .outerjoin(Agency, col(Agency.id) == col(Account.agency_id))
        .outerjoin(_AgencyDivision, col(_AgencyDivision.code) == col(Agency.division_code))
        .outerjoin(_OwnDivision, col(_OwnDivision.code) == col(Account.division_code))
    )


def session_of_token(session: Session, token_hash: str) -> LoginSession | None:
    """The login a refresh token belongs to, held until the transaction ends."""
    owner = sa.select(col(RefreshToken.session_id)).where(col(RefreshToken.token_hash) == token_hash)
    return session.scalar(
        sa.select(LoginSession).where(col(LoginSession.id) == owner.scalar_subquery()).with_for_update()
    )


def token(session: Session, token_hash: str) -> RefreshToken:
    """A token that exists, as it is now that its session is held."""
    return session.scalars(sa.select(RefreshToken).where(col(RefreshToken.token_hash) == token_hash)).one()


def tokens_of_generation(session: Session, session_id: UUID, generation: int) -> Sequence[RefreshToken]:
    return session.scalars(
        sa.select(RefreshToken).where(
            col(RefreshToken.session_id) == session_id, col(RefreshToken.generation) == generation
        )
    ).all()


def session_held(session: Session, session_id: UUID) -> LoginSession | None:
    return session.scalar(sa.select(LoginSession).where(col(LoginSession.id) == session_id).with_for_update())


def end_sessions(session: Session, account_id: UUID, at: datetime, reason: str, *, keep: UUID | None = None) -> int:
    """Ends every open login of the account but the one to keep; how many there were."""
    ending = sa.update(LoginSession).where(
        col(LoginSession.account_id) == account_id, col(LoginSession.ended_at).is_(None)
    )
    if keep is not None:
        ending = ending.where(col(LoginSession.id) != keep)
    ended = session.execute(ending.values(ended_at=at, end_reason=reason).returning(col(LoginSession.id)))
    return len(ended.all())


def device_of_key(session: Session, short_id: str) -> Device:
    return session.scalars(sa.select(Device).where(col(Device.short_id) == short_id)).one()


def officers_devices(session: Session, agency_id: UUID) -> Sequence[Any]:
    """Phones of the agency's officers whose accounts are active, by short id."""
    return session.execute(
        sa.select(col(Device.short_id), col(Device.public_jwk), col(Account.officer_id), col(Device.revoked_at))
        .join(Account, col(Account.id) == col(Device.account_id))
        .where(col(Account.agency_id) == agency_id, col(Account.officer_id).is_not(None), col(Account.active))
        .order_by(col(Device.short_id))
    ).all()


def device_revoked(session: Session, device_id: UUID | None) -> bool:
    """Whether the device is there and revoked."""
    known = col(Device.id) == device_id
    return session.scalar(sa.select(col(Device.id)).where(known, col(Device.revoked_at).is_not(None))) is not None


def devices(
    session: Session, actor: Actor, *, q: str | None, account: UUID | None, cursor: str | None, limit: int
) -> Sequence[Any]:
    """``limit + 1`` devices that the actor may see, newest first. ``q``: part of a device's or a person's name."""
    query = _devices(actor).order_by(col(Device.id).desc()).limit(limit + 1)
    if q:
        query = query.where(
            sa.or_(
                col(Device.name).icontains(q, autoescape=True), col(Account.display_name).contains(q, autoescape=True)
            )
        )
    if account is not None:
        query = query.where(col(Device.account_id) == account)
    if cursor is not None:
        query = query.where(after([col(Device.id)], decode_cursor(cursor, (UUID,)), descending=True))
    return session.execute(query).all()


def device_card(session: Session, actor: Actor, device_id: UUID) -> Any | None:
    return session.execute(_devices(actor).where(col(Device.id) == device_id)).one_or_none()


def device_held(session: Session, actor: Actor, device_id: UUID) -> Device | None:
    """The device if the actor may see it, held until the transaction ends."""
    return session.scalar(
        sa.select(Device)
        .join(Account, col(Account.id) == col(Device.account_id))
        .where(col(Device.id) == device_id, _visible_to(actor))
        .with_for_update(of=Device)
    )


def name_of(session: Session, account_id: UUID) -> str:
    return session.scalars(sa.select(col(Account.display_name)).where(col(Account.id) == account_id)).one()


def _devices(actor: Actor) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            col(Device.id),
            col(Device.name),
            col(Device.thumbprint),
            col(Device.registered_at),
            col(Device.revoked_at),
            col(Device.revoke_reason),
            col(Device.account_id),
            col(Account.display_name).label("account_name"),
        )
        .join(Account, col(Account.id) == col(Device.account_id))
        .where(_visible_to(actor))
    )


def _visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """An officer's own devices; for those who oversee, the devices of accounts of their agencies."""
    if actor.role is Role.OFFICER:
        return col(Account.id) == actor.account_id
    if actor.role is Role.ADMINISTRATOR:
        return sa.true()
    return col(Account.agency_id).in_(agencies_in_scope(actor))
