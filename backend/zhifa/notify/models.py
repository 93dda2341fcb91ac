"""The inbox, what each account wants to hear of, and where its phones are reached."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from zhifa.db import Instant

UNREAD = sa.text("read_at IS NULL")
PENDING = sa.text("state = 'pending'")


class Inbox(SQLModel, table=True):
    """One row an account that was ever told something.

    The row is held from the moment a message gets its number until that transaction commits. So an account's
    messages become visible in the order of their numbers, and whoever has read up to a number has missed none
    below it. ``revision`` grows with every message and every reading: a stream looks at nothing else.
    """

    account_id: UUID = Field(foreign_key="account.id", primary_key=True)
    last_number: int
    revision: int


class Message(SQLModel, table=True):
    """Something an account was told, written in the transaction that caused it.

    ``number``: 1, 2, 3 … for each account. ``once``: a message with the same one is not written again.
    ``escalated_at``: when it was passed on because nobody had read it.
    """

    __table_args__ = (
        sa.UniqueConstraint("account_id", "number"),
        sa.UniqueConstraint("account_id", "once"),
        sa.Index("ix_message_unread", "account_id", "number", sqlite_where=UNREAD, postgresql_where=UNREAD),
        sa.Index("ix_message_unread_kind", "kind", "at", sqlite_where=UNREAD, postgresql_where=UNREAD),
    )

    id: UUID = Field(primary_key=True)
    account_id: UUID = Field(foreign_key="account.id")
    number: int
    kind: str
    title: str
    words: str
    target_type: str
    target_id: str
    topic: str
    urgency: str
    once: str | None = None
    at: datetime = Field(sa_type=Instant)
    read_at: datetime | None = Field(default=None, sa_type=Instant)
    escalated_at: datetime | None = Field(default=None, sa_type=Instant)


class Preference(SQLModel, table=True):
    """What an account wants its phones to be woken for; the inbox itself always has everything.

    ``muted``: kinds, separated by blanks. Quiet hours are minutes after midnight, Asia/Shanghai; both or none.
    """

    __tablename__ = "notify_preference"

    account_id: UUID = Field(foreign_key="account.id", primary_key=True)
    muted: str = ""
    quiet_from: int | None = None
    quiet_to: int | None = None


class PushSubscription(SQLModel, table=True):
    """Where one browser is reached (W3C Push API). It serves the login that made it, and ends with that.

    ``kid``: the server's key that the browser was given; only what that key signs is let through to it.
    """

    __tablename__ = "push_subscription"

    id: UUID = Field(primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    session_id: UUID = Field(foreign_key="login_session.id", unique=True)
    endpoint: str = Field(unique=True)
    p256dh: str
    auth: str
    kid: str
    made_at: datetime = Field(sa_type=Instant)


class PushDelivery(SQLModel, table=True):
    """One message on its way to one subscription: the mark that makes a second sending unnecessary.

    ``state``: pending | sent | dropped (read meanwhile, or too old) | refused (by the push service).
    """

    __tablename__ = "push_delivery"
    __table_args__ = (
        sa.UniqueConstraint("message_id", "subscription_id"),
        sa.Index("ix_push_delivery_pending", "message_id", sqlite_where=PENDING, postgresql_where=PENDING),
    )

    id: UUID = Field(primary_key=True)
    message_id: UUID = Field(foreign_key="message.id")
    subscription_id: UUID = Field(foreign_key="push_subscription.id", index=True)
    state: str
    attempts: int = 0
    due_at: datetime = Field(sa_type=Instant)
    status: int | None = None
    done_at: datetime | None = Field(default=None, sa_type=Instant, index=True)
