"""An account's own inbox: a page of it, reading, and what its phones are woken for."""

from datetime import datetime
from typing import Any

import msgspec
from sqlmodel import Session

from zhifa.errors import BadRequest
from zhifa.identity.actor import Actor
from zhifa.notify import preference_queries, queries
from zhifa.notify.kinds import TELLINGS, Kind
from zhifa.notify.schemas import (
    InboxPage,
    InboxState,
    KindChoice,
    Message,
    MessageTarget,
    PreferenceDraft,
    Preferences,
    QuietHours,
    Reading,
)
from zhifa.pages import page_of


class ReadingUnclear(BadRequest):
    code = "reading_unclear"
    detail = "没有说明哪些消息已读,未作改动。请选择消息后再试。"


def read_page(session: Session, actor: Actor, *, unread: bool, cursor: str | None, limit: int) -> InboxPage:
    """The newest first. Asked before the messages themselves, ``last`` never promises one that the page lacks."""
    last = queries.last_number(session, actor.account_id)
    rows = queries.page(session, actor.account_id, unread=unread, cursor=cursor, limit=limit)
    page = page_of(rows, limit, key=lambda row: [row.number], make=on_wire)
    return InboxPage(page.items, page.next, queries.unread_count(session, actor.account_id), last)


def mark_read(session: Session, actor: Actor, reading: Reading, *, at: datetime) -> InboxState:
    """Read on one device is read on all.

    Raises:
        ReadingUnclear: neither, or both, of ``ids`` and ``through``.
    """
    if (reading.ids is None) == (reading.through is None):
        raise ReadingUnclear
    queries.hold_inbox(session, actor.account_id)
    queries.mark_read(session, actor.account_id, ids=reading.ids, through=reading.through, at=at)
    unread = queries.unread_count(session, actor.account_id)
    return InboxState(unread, queries.last_number(session, actor.account_id))


def read_preferences(session: Session, actor: Actor) -> Preferences:
    kept = preference_queries.of(session, [actor.account_id]).get(actor.account_id)
    muted = kept.muted if kept else frozenset()
    kinds = [KindChoice(kind, told.title, told.urgent, kind in muted) for kind, told in TELLINGS.items()]
    return Preferences(kinds, QuietHours(*kept.quiet) if kept and kept.quiet else None)


def keep_preferences(session: Session, actor: Actor, draft: PreferenceDraft) -> Preferences:
    quiet = (draft.quiet.start, draft.quiet.end) if draft.quiet and draft.quiet.start != draft.quiet.end else None
    preference_queries.keep(session, actor.account_id, preference_queries.Kept(frozenset(draft.muted), quiet))
    return read_preferences(session, actor)


def on_wire(row: Any) -> Message:
    return Message(
        row.id,
        row.number,
        Kind(row.kind),
        row.title,
        row.words,
        MessageTarget(row.target_type, row.target_id),
        row.urgency,
        row.at,
        row.read_at,
    )


ENCODE = msgspec.json.Encoder().encode
