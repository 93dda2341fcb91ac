"""SQL of the inbox. Every question names the account whose inbox it is."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from zhifa.db import table_of
from zhifa.identity.models import Account, LoginSession
from zhifa.notify.models import Inbox, Message
from zhifa.pages import after, decode_cursor
from zhifa.prepared import Insert, Lookup

#: Accounts in one statement.
MANY = 500

_COLUMNS: tuple[Any, ...] = (
    col(Message.id),
    col(Message.number),
    col(Message.kind),
    col(Message.title),
    col(Message.words),
    col(Message.target_type),
    col(Message.target_id),
    col(Message.urgency),
    col(Message.at),
    col(Message.read_at),
)
_IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_UNREAD = col(Message.read_at).is_(None)
_REVISIONS = sa.select(col(Inbox.account_id), col(Inbox.revision), col(Inbox.last_number)).where(
    col(Inbox.account_id).in_(_IDS)
)
_PUT = Insert(table_of(Message))
_UNREADS = (
    sa.select(col(Message.account_id), sa.func.count())
    .where(col(Message.account_id).in_(_IDS), _UNREAD)
    .group_by(col(Message.account_id))
)
_FOLLOWING = (
    sa.select(*_COLUMNS)
    .where(col(Message.account_id) == sa.bindparam("account"), col(Message.number) > sa.bindparam("number"))
    .order_by(col(Message.number))
    .limit(sa.bindparam("limit"))
)
_OPEN = (
    sa.select(col(LoginSession.id))
    .join(Account, col(Account.id) == col(LoginSession.account_id))
    .where(col(LoginSession.id).in_(_IDS), col(LoginSession.ended_at).is_(None), col(Account.active))
)


_ACTIVE = sa.select(col(Account.id)).where(col(Account.active)).order_by(col(Account.id))
_TOLD = sa.select(col(Message.id)).where(
    col(Message.account_id) == col(Account.id), col(Message.once) == sa.bindparam("once")
)
_ANY, _UNTOLD = Lookup(_ACTIVE, col(Account.id)), Lookup(_ACTIVE.where(~_TOLD.exists()), col(Account.id))


def still_to_tell(session: Session, accounts: Collection[UUID], once: str | None) -> list[UUID]:
    """Those of ``accounts`` that are active and have no message marked ``once`` yet, in the order of their ids."""
    rows = _ANY.rows(session, accounts) if once is None else _UNTOLD.rows(session, accounts, once=once)
    return [row.id for row in rows]


def next_numbers(session: Session, accounts: Sequence[UUID]) -> Mapping[UUID, int]:
    """The next number of each account, whose inboxes are held from now on, always in the same order."""
    if not accounts:
        return {}
    connection = session.connection()
    first = [{"account_id": account, "last_number": 1, "revision": 1} for account in accounts]
    return {account: number for account, number in connection.execute(_grow(connection.dialect.name), first)}


@cache
def _grow(dialect: str) -> sa.Executable:
    """Built once: to build it costs more than to run it."""
    inboxes = table_of(Inbox)
    insert = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(inboxes)
    return insert.on_conflict_do_update(
        index_elements=["account_id"],
        set_={"last_number": inboxes.c.last_number + 1, "revision": inboxes.c.revision + 1},
    ).returning(inboxes.c.account_id, inboxes.c.last_number)


def insert_messages(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    _PUT.add(session, rows)


def page(session: Session, account: UUID, *, unread: bool, cursor: str | None, limit: int) -> Sequence[Any]:
    """``limit + 1`` messages, the newest first."""
    query = sa.select(*_COLUMNS).where(col(Message.account_id) == account)
    if unread:
        query = query.where(_UNREAD)
    if cursor is not None:
        query = query.where(after([col(Message.number)], decode_cursor(cursor, (int,)), descending=True))
    return session.execute(query.order_by(col(Message.number).desc()).limit(limit + 1)).all()


def last_number(session: Session, account: UUID) -> int:
    """0 where nothing was ever told."""
    return session.scalar(sa.select(col(Inbox.last_number)).where(col(Inbox.account_id) == account)) or 0


def unread_count(session: Session, account: UUID) -> int:
    return unread_counts(session, [account]).get(account, 0)


def unread_counts(session: Session, accounts: Collection[UUID]) -> Mapping[UUID, int]:
    """Only those that have any."""
    return {row[0]: row[1] for row in session.connection().execute(_UNREADS, {"ids": list(accounts)})}


def mark_read(
    session: Session, account: UUID, *, ids: Collection[UUID] | None, through: int | None, at: datetime
) -> bool:
    """Whether any of them had been unread."""
    update = sa.update(Message).where(col(Message.account_id) == account, _UNREAD)
    if ids is not None:
        update = update.where(col(Message.id).in_(ids))
    if through is not None:
        update = update.where(col(Message.number) <= through)
    return bool(session.execute(update.values(read_at=at).returning(col(Message.id))).all())


def put_away(session: Session, account: UUID, kind: str, target_type: str, target: str, at: datetime) -> None:
    about = (col(Message.kind) == kind, col(Message.target_type) == target_type, col(Message.target_id) == target)
    session.execute(sa.update(Message).where(col(Message.account_id) == account, _UNREAD, *about).values(read_at=at))


def hold_inbox(session: Session, account: UUID) -> None:
    """Takes its turn before messages are touched, as whoever tells does; and lets the account's streams know."""
    grown = {"revision": Inbox.revision + 1}
    session.execute(sa.update(Inbox).where(col(Inbox.account_id) == account).values(grown))


def revisions(session: Session, accounts: Collection[UUID]) -> Mapping[UUID, tuple[int, int]]:
    """Account → revision and last number, of those that were ever told something."""
    rows = session.connection().execute(_REVISIONS, {"ids": list(accounts)})
    return {row.account_id: (row.revision, row.last_number) for row in rows}


def following(session: Session, account: UUID, number: int, limit: int) -> Sequence[Any]:
    """The messages after a number, the oldest first."""
    values = {"account": account, "number": number, "limit": limit}
    return session.connection().execute(_FOLLOWING, values).all()


def open_sessions(session: Session, sessions: Collection[UUID]) -> frozenset[UUID]:
    """Those logins that have not ended, of accounts that are active."""
    return frozenset(session.connection().scalars(_OPEN, {"ids": list(sessions)}))
