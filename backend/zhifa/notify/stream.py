"""The live inbox: server-sent events for every client of a process, from one look at the database a second.

A client resumes by number (``Last-Event-ID``), and numbers come from the database in the order of commits
(``models.Inbox``): whichever process it meets next, it gets every message once and in order. What a client holds
here is a number, a revision and an empty queue; there is no thread and no connection of its own behind it.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import structlog
from litestar.concurrency import sync_to_thread

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.ending import is_ending
from zhifa.notify import queries
from zhifa.notify.inbox import ENCODE, on_wire
from zhifa.notify.service import chunks

LOOK_S = 1.0
KEEP_ALIVE_S = 15.0
#: Milliseconds after which a client comes back.
RETRY_MS = 3000
#: Messages that one look takes of one inbox; the next look takes more.
MOST = 200
#: Events that may wait for a client that does not take them; then it is let go, and resumes where it stood.
PATIENCE = 1000

log = structlog.get_logger("zhifa.stream")


@dataclass(eq=False, slots=True)
class Listener:
    """One client. ``number``: the last message it was given; None until it is known where it begins."""

    account: UUID
    login: UUID
    number: int | None
    revision: int = -1
    frames: list[bytes] = field(default_factory=list)
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    ended: bool = False

    def give(self, frame: bytes) -> None:
        self.frames.append(frame)
        self.ended = self.ended or len(self.frames) > PATIENCE
        self.woken.set()

    def end(self) -> None:
        self.ended = True
        self.woken.set()


@dataclass(frozen=True, slots=True)
class News:
    """What one look found of one inbox, from a number on."""

    revision: int
    last: int
    unread: int
    rows: Sequence[Any]


Wanted = Mapping[UUID, tuple[int, int | None]]  # account → revision, the lowest number that a client stands at


class Hub:
    """All listeners of this process. Belongs to one event loop."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db, self._clock = db, clock
        self._listeners: defaultdict[UUID, set[Listener]] = defaultdict(set)
        self._looking: asyncio.Task[None] | None = None
        self._newcomer = asyncio.Event()

    async def listen(self, account: UUID, login: UUID, *, after: int | None, until: datetime) -> AsyncIterator[bytes]:
        """Events until the access token runs out, the login ends or the server does; the client then resumes."""
        listener = Listener(account, login, after)
        self._add(listener)
        try:
            yield f"retry: {RETRY_MS}\n\n".encode()
            while not listener.ended and self._clock() < until:
                try:
                    await asyncio.wait_for(listener.woken.wait(), KEEP_ALIVE_S)
                except TimeoutError:
                    yield b":\n\n"
                    continue
                listener.woken.clear()
                if listener.frames:
                    frames, listener.frames = listener.frames, []
                    yield b"".join(frames)
        finally:
            self._remove(listener)

    def _add(self, listener: Listener) -> None:
        self._listeners[listener.account].add(listener)
        self._newcomer.set()
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._keep_looking())

    def _remove(self, listener: Listener) -> None:
        self._listeners[listener.account].discard(listener)
        if not self._listeners[listener.account]:
            del self._listeners[listener.account]

    async def _keep_looking(self) -> None:
        loop = asyncio.get_running_loop()
        checked = loop.time()
        while self._listeners:
            if is_ending():
                self._end(self._everybody())
                return
            try:
                await self._look()
                if loop.time() - checked >= KEEP_ALIVE_S:
                    checked = loop.time()
                    await self._end_closed_logins()
            except Exception:  # the boundary: the database may come back, and the clients stay
                log.exception("the inbox could not be looked at")
            await self._pause()

    async def _pause(self) -> None:
        """Until the next look; those who have just come need not wait for it so long."""
        try:
            await asyncio.wait_for(self._newcomer.wait(), LOOK_S)
            await asyncio.sleep(LOOK_S / 10)
        except TimeoutError:
            return
        finally:
            self._newcomer.clear()

    async def _look(self) -> None:
        wanted = {
            account: (min(each.revision for each in listeners), _lowest(listeners))
            for account, listeners in self._listeners.items()
        }
        news = await sync_to_thread(_news, self._db, wanted)
        for account, found in news.items():
            frames = [(row.number, frame_of(row)) for row in found.rows]
            for listener in self._listeners.get(account, ()):
                _bring_up(listener, found, frames)

    async def _end_closed_logins(self) -> None:
        everybody = self._everybody()
        still_open = await sync_to_thread(_open, self._db, sorted({each.login for each in everybody}))
        self._end([each for each in everybody if each.login not in still_open])

    def _everybody(self) -> list[Listener]:
        return [listener for listeners in self._listeners.values() for listener in listeners]

    def _end(self, listeners: Sequence[Listener]) -> None:
        for listener in listeners:
            listener.end()


def frame_of(row: Any) -> bytes:
    return b"id: %d\nevent: message\ndata: %s\n\n" % (row.number, ENCODE(on_wire(row)))


def _bring_up(listener: Listener, found: News, frames: Sequence[tuple[int, bytes]]) -> None:
    """Gives what it lacks. A page that was full leaves the revision as it was: the next look goes on from there."""
    if listener.number is None:
        listener.number = found.last
    for number, frame in frames:
        if number > listener.number:
            listener.give(frame)
            listener.number = number
    if listener.number >= found.last and listener.revision != found.revision:
        listener.revision = found.revision
        state = msgspec.json.encode({"unread": found.unread, "last": found.last})
        listener.give(b"event: state\ndata: %s\n\n" % state)


def _lowest(listeners: set[Listener]) -> int | None:
    known = [each.number for each in listeners if each.number is not None]
    return min(known) if known else None


def _news(db: Database, wanted: Wanted) -> dict[UUID, News]:
    """What has changed, in few questions: most looks find nothing and ask one."""
    found: dict[UUID, News] = {}
    with db.read() as session:
        for some in chunks(list(wanted), queries.MANY):
            now = queries.revisions(session, some)
            changed = [one for one in some if now.get(one, (0, 0))[0] != wanted[one][0]]
            unread = queries.unread_counts(session, changed) if changed else {}
            for account in changed:
                revision, last = now.get(account, (0, 0))
                lowest = wanted[account][1]
                behind = lowest is not None and lowest < last
                rows = queries.following(session, account, lowest or 0, MOST) if behind else []
                found[account] = News(revision, last, unread.get(account, 0), rows)
    return found


def _open(db: Database, logins: Sequence[UUID]) -> frozenset[UUID]:
    with db.read() as session:
        return frozenset(one for some in chunks(logins, queries.MANY) for one in queries.open_sessions(session, some))
