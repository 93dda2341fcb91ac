"""Counts a little after a change, so that many changes of one day are counted once."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.jobs import Handler, enqueue
from zhifa.overview.counting import Counting
from zhifa.recurring import Recurring, daily

COUNT = "overview.count"
#: How long changes are gathered before they are counted.
GATHERED = timedelta(seconds=15)
#: Of one job, so that none outlasts its lease.
MOST = 200

#: Once a night, in case a job was given up on.
RECURRING = (Recurring(COUNT, daily(3, 10)),)


class Follower:
    """Is told of visits that were checked, once that is committed."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._counting, self._db, self._clock = Counting(db, clock), db, clock

    def __call__(self, ids: Collection[UUID]) -> None:
        """What was due already has its job; for what was not, one is added."""
        if ids:
            with self._db.write() as session:
                if self._counting.mark(session, ids):
                    enqueue(session, COUNT, {}, at=self._clock() + GATHERED)

    def count(self, _payload: Mapping[str, Any]) -> None:
        if self._counting.count(MOST) >= MOST:
            with self._db.write() as session:
                enqueue(session, COUNT, {}, at=self._clock())


def handlers(follower: Follower) -> dict[str, Handler]:
    return {COUNT: follower.count}
