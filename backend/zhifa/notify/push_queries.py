"""SQL of push: the subscriptions of open logins, and each message's way to each of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from zhifa.db import table_of
from zhifa.identity.models import Account, LoginSession
from zhifa.notify.models import Message, PushDelivery, PushSubscription

_STILL_SERVED = sa.and_(col(LoginSession.ended_at).is_(None), col(Account.active))


def keep_subscription(session: Session, row: Mapping[str, Any]) -> None:
    """One an endpoint and one a login: whoever logs in on the same browser takes its endpoint over."""
    same_login = sa.and_(
        col(PushSubscription.session_id) == row["session_id"], col(PushSubscription.endpoint) != row["endpoint"]
    )
    _remove(session, same_login)
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    renewed = {name: row[name] for name in ("account_id", "session_id", "p256dh", "auth", "kid", "made_at")}
    session.execute(
        insert(PushSubscription).values(row).on_conflict_do_update(index_elements=["endpoint"], set_=renewed)
    )


def remove_of_login(session: Session, login: UUID) -> None:
    _remove(session, col(PushSubscription.session_id) == login)


def remove_subscriptions(session: Session, ids: Collection[UUID]) -> None:
    if ids:
        _remove(session, col(PushSubscription.id).in_(ids))


def _remove(session: Session, which: sa.ColumnElement[bool]) -> None:
    """With what was on its way there, which can arrive nowhere any more."""
    going = sa.select(col(PushSubscription.id)).where(which)
    session.execute(sa.delete(PushDelivery).where(col(PushDelivery.subscription_id).in_(going)))
    session.execute(sa.delete(PushSubscription).where(which))


def ways(session: Session, messages: Collection[UUID]) -> Sequence[Any]:
    """Each unread message with each subscription of its account."""
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            col(Message.id).label("message_id"),
            col(Message.kind),
            col(Message.account_id),
            col(PushSubscription.id).label("subscription_id"),
        )
        .join(PushSubscription, col(PushSubscription.account_id) == col(Message.account_id))
        .join(LoginSession, col(LoginSession.id) == col(PushSubscription.session_id))
        .join(Account, col(Account.id) == col(PushSubscription.account_id))
        .where(col(Message.id).in_(messages), col(Message.read_at).is_(None), _STILL_SERVED)
    )
    return session.execute(query).all()


def insert_deliveries(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Those that are not there yet: a job that runs again finds its marks."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    if rows:
        session.connection().execute(insert(PushDelivery).on_conflict_do_nothing(), rows)


def pending(session: Session, messages: Collection[UUID]) -> Sequence[Any]:
    """What has not arrived yet, with where it goes and what it says."""
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            col(PushDelivery.id),
            col(PushDelivery.attempts),
            col(PushDelivery.due_at),
            col(PushDelivery.subscription_id),
            col(PushSubscription.endpoint),
            col(PushSubscription.p256dh),
            col(PushSubscription.auth),
            col(PushSubscription.kid),
            _STILL_SERVED.label("served"),
            col(Message.id).label("message_id"),
            col(Message.kind),
            col(Message.number),
            col(Message.target_type),
            col(Message.target_id),
            col(Message.topic),
            col(Message.urgency),
            col(Message.at),
            col(Message.read_at),
        )
        .join(PushSubscription, col(PushSubscription.id) == col(PushDelivery.subscription_id))
        .join(LoginSession, col(LoginSession.id) == col(PushSubscription.session_id))
        .join(Account, col(Account.id) == col(PushSubscription.account_id))
        .join(Message, col(Message.id) == col(PushDelivery.message_id))
        .where(col(PushDelivery.message_id).in_(messages), col(PushDelivery.state) == "pending")
        .order_by(col(PushDelivery.id))
    )
    return session.execute(query).all()


_MARK = (
    sa.update(table_of(PushDelivery))
    .where(col(PushDelivery.id) == sa.bindparam("row"))
    .values(
        state=sa.bindparam("now"),
        attempts=sa.bindparam("tries"),
        due_at=sa.bindparam("due"),
        status=sa.bindparam("answer"),
        done_at=sa.bindparam("done"),
    )
)


def mark(session: Session, marks: Sequence[dict[str, Any]]) -> None:
    """``marks``: row, now (the state), tries, due, answer, done."""
    if marks:
        session.connection().execute(_MARK, marks)


def next_due(session: Session, messages: Collection[UUID]) -> datetime | None:
    """When the first of what is still pending may be tried; None if nothing is."""
    return session.scalar(
        sa.select(col(PushDelivery.due_at))
        .where(col(PushDelivery.message_id).in_(messages), col(PushDelivery.state) == "pending")
        .order_by(col(PushDelivery.due_at))
        .limit(1)
    )


def forget_done(session: Session, before: datetime) -> None:
    """Marks that no job can come back to, and subscriptions whose logins have ended."""
    session.execute(sa.delete(PushDelivery).where(col(PushDelivery.done_at) < before))
    ended = sa.select(col(LoginSession.id)).where(col(LoginSession.ended_at).is_not(None))
    _remove(session, col(PushSubscription.session_id).in_(ended))
