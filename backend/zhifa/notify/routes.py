"""/api/inbox: an account's own messages, and the stream of those that come."""

import re
from datetime import datetime

from litestar import get, post, put
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody
from litestar.response import Stream

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.permissions import Permission
from zhifa.identity.tokens import expiry_of
from zhifa.notify import inbox
from zhifa.notify.inbox import ReadingUnclear
from zhifa.notify.schemas import InboxPage, InboxState, PreferenceDraft, Preferences, Reading
from zhifa.notify.stream import Hub
from zhifa.pages import DEFAULT_LIMIT, CursorInvalid, Limit
from zhifa.refusals import refusals
from zhifa.requests import AnyRequest

OWN = {"permission": Permission.OWN_SESSION}
NUMBER = re.compile(r"[0-9]{1,15}")


@get("/api/inbox", opt=OWN, sync_to_thread=True, tags=["inbox"], responses=refusals(CursorInvalid))
def read_inbox(
    db: NamedDependency[Database],
    actor: NamedDependency[Actor],
    unread: FromQuery[bool] = False,
    cursor: FromQuery[str | None] = None,
    limit: Limit = DEFAULT_LIMIT,
) -> InboxPage:
    """The actor's messages, the newest first, with the counts of the whole inbox."""
    with db.read() as session:
        return inbox.read_page(session, actor, unread=unread, cursor=cursor, limit=limit)


@post(
    "/api/inbox/read", opt=OWN, status_code=200, sync_to_thread=True, tags=["inbox"], responses=refusals(ReadingUnclear)
)
def mark_inbox_read(
    data: JSONBody[Reading], db: NamedDependency[Database], actor: NamedDependency[Actor], clock: NamedDependency[Clock]
) -> InboxState:
    """Marks messages as read, for all of the account's devices."""
    with db.write() as session:
        return inbox.mark_read(session, actor, data, at=clock())


@get("/api/inbox/stream", opt=OWN, media_type="text/event-stream", tags=["inbox"], responses=refusals())
async def stream_inbox(request: AnyRequest, actor: NamedDependency[Actor], hub: NamedDependency[Hub]) -> Stream:
    """Server-sent events: ``message`` (its number is the event's id) and ``state`` (unread, last).

    Resumes after the number in ``Last-Event-ID``; without one it begins with what comes. Ends when the access
    token runs out; a comment every 15 s keeps it open until then.
    """
    after = request.headers.get("last-event-id", "")
    events = hub.listen(
        actor.account_id,
        actor.session_id,
        after=int(after) if NUMBER.fullmatch(after) else None,
        until=_end_of_token(request),
    )
    # no-transform: a proxy that compresses would hold events back until it has enough of them.
    unbuffered = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}
    return Stream(events, media_type="text/event-stream", headers=unbuffered)


@get("/api/inbox/preferences", opt=OWN, sync_to_thread=True, tags=["inbox"], responses=refusals())
def read_preferences(db: NamedDependency[Database], actor: NamedDependency[Actor]) -> Preferences:
    """Every kind of message, and whether the actor's phones are woken for it."""
    with db.read() as session:
        return inbox.read_preferences(session, actor)


@put("/api/inbox/preferences", opt=OWN, sync_to_thread=True, tags=["inbox"], responses=refusals())
def keep_preferences(
    data: JSONBody[PreferenceDraft], db: NamedDependency[Database], actor: NamedDependency[Actor]
) -> Preferences:
    """What is muted still comes to the inbox; only no phone is woken for it."""
    with db.write() as session:
        return inbox.keep_preferences(session, actor, data)


def _end_of_token(request: AnyRequest) -> datetime:
    return expiry_of(request.headers["authorization"].removeprefix("Bearer "))
