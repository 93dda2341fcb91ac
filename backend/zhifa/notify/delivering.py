"""Carrying messages to phones: one row a message and subscription, marked as it arrives.

A delivery is marked as sent after the push service took it. A worker that is killed between the two leaves a
handful (twice as many as go out at once) to be sent again by whoever takes the job up. Both carry the same ``Topic``
and the same tag, so that the push service, or else the phone, shows one.
"""

import json
import random
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import structlog

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.ids import new_id
from zhifa.jobs import enqueue
from zhifa.notify import preference_queries, push_queries
from zhifa.notify.kinds import TELLINGS, Kind
from zhifa.notify.preference_queries import Kept
from zhifa.notify.service import PUSH
from zhifa.ports import Handing, Parcel, Sender

FIRST_WAIT_S = 15
LONGEST_WAIT_S = 3600
#: Sent or being sent, but not marked yet: times as many as go out at once.
UNMARKED = 2

log = structlog.get_logger("zhifa.notify")

Done = tuple[Any, Handing]


class Delivering:
    """``at_once``: how many go out at the same time."""

    def __init__(self, db: Database, sender: Sender, clock: Clock, at_once: int) -> None:
        self._db, self._sender, self._clock, self._at_once = db, sender, clock, at_once

    def run(self, messages: Sequence[UUID], *, again: bool) -> None:
        """Sends what is due of these messages, and comes back for the rest. ``again``: the ways are known."""
        if not again:
            self._find_ways(messages)
        at = self._clock()
        with self._db.read() as session:
            waiting = push_queries.pending(session, messages)
        idle = [row for row in waiting if _is_idle(row, at)]
        self._mark([(row, "dropped") for row in idle])
        due = [row for row in waiting if row.due_at <= at and not _is_idle(row, at)]
        self._send_and_settle(due)
        if waiting:
            self._come_back(messages)

    def _find_ways(self, messages: Sequence[UUID]) -> None:
        """Most accounts have no phone that listens: nothing is written then, and nobody waits for it."""
        at = self._clock()
        with self._db.read() as session:
            ways = push_queries.ways(session, messages)
            wishes = preference_queries.of(session, {way.account_id for way in ways})
            rows = []
            for way in ways:
                due = wishes.get(way.account_id, Kept()).due(Kind(way.kind), at)
                if due is not None:
                    rows.append(_delivery(way, due))
        if rows:
            with self._db.write() as session:
                push_queries.insert_deliveries(session, rows)

    def _send_and_settle(self, due: Sequence[Any]) -> None:
        """Keeps the threads busy, and never more than ``UNMARKED`` times as many without a mark.

        Whatever came back while the last marks were written is marked together.
        """
        rest = iter(due)
        with ThreadPoolExecutor(self._at_once, thread_name_prefix="push") as pool:
            out = {pool.submit(self._send, row): row for row in islice(rest, UNMARKED * self._at_once)}
            while out:
                back, _ = wait(out, return_when=FIRST_COMPLETED)
                self._settle([(out.pop(one), one.result()) for one in back])
                out |= {pool.submit(self._send, row): row for row in islice(rest, len(back))}

    def _send(self, row: Any) -> Handing:
        try:
            keys = {"p256dh": row.p256dh, "auth": row.auth, "kid": row.kid}
            return self._sender.send(parcel_of(row, self._clock(), keys))
        except Exception:  # the boundary: one parcel's fault must not keep the others
            log.exception("a push could not be made", delivery=str(row.id))
            return Handing("refused")

    def _settle(self, done: Sequence[Done]) -> None:
        gone = {row.subscription_id for row, handing in done if handing.fate == "gone"}
        marks = [self._judged(row, handing) for row, handing in done if handing.fate != "gone"]
        with self._db.write() as session:
            push_queries.mark(session, marks)
            push_queries.remove_subscriptions(session, gone)

    def _judged(self, row: Any, handing: Handing) -> dict[str, Any]:
        at, tries = self._clock(), row.attempts + 1
        if handing.fate == "later":
            wait_s = max(handing.retry_after_s, backoff_s(tries))
            return _marked(row, "pending", tries, due=at + timedelta(seconds=wait_s), answer=handing.status)
        return _marked(row, handing.fate, tries, answer=handing.status, done=at)

    def _mark(self, rows: Sequence[tuple[Any, str]]) -> None:
        at = self._clock()
        if rows:
            with self._db.write() as session:
                push_queries.mark(session, [_marked(row, state, row.attempts, done=at) for row, state in rows])

    def _come_back(self, messages: Sequence[UUID]) -> None:
        with self._db.write() as session:
            due = push_queries.next_due(session, messages)
            if due is not None:
                enqueue(session, PUSH, {"messages": [str(each) for each in messages], "again": True}, at=due)


def parcel_of(row: Any, at: datetime, keys: Mapping[str, str] | None = None) -> Parcel:
    """What leaves the server of a message: identifiers, the kind and neutral words."""
    told = TELLINGS[Kind(row.kind)]
    body = {
        "id": str(row.message_id),
        "number": row.number,
        "kind": row.kind,
        "title": told.title,
        "words": told.push,
        "target": {"type": row.target_type, "id": row.target_id},
        "tag": row.topic,
        "at": row.at.isoformat(),
    }
    return Parcel(
        address=row.endpoint,
        keys=keys or {},
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(),
        topic=row.topic,
        urgency=row.urgency,
        ttl_s=max(int((_until(row) - at).total_seconds()), 0),
    )


def backoff_s(tries: int) -> float:
    """Twice as long each time, up to an hour, and never all at the same moment."""
    whole = min(FIRST_WAIT_S * 2.0 ** (tries - 1), LONGEST_WAIT_S)
    return whole * random.uniform(0.75, 1.25)  # noqa: S311 no secret


def _is_idle(row: Any, at: datetime) -> bool:
    """There is no use in waking a phone for it any more."""
    return row.read_at is not None or not row.served or at >= _until(row)


def _until(row: Any) -> datetime:
    until: datetime = row.at + timedelta(seconds=TELLINGS[Kind(row.kind)].ttl_s)
    return until


def _delivery(way: Any, due: datetime) -> dict[str, Any]:
    ids = {"id": new_id(), "message_id": way.message_id, "subscription_id": way.subscription_id}
    return {**ids, "state": "pending", "attempts": 0, "due_at": due}


def _marked(
    row: Any,
    state: str,
    tries: int,
    *,
    due: datetime | None = None,
    answer: int | None = None,
    done: datetime | None = None,
) -> dict[str, Any]:
    return {"row": row.id, "now": state, "tries": tries, "due": due or row.due_at, "answer": answer, "done": done}
