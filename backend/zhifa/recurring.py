"""Work that comes round by itself: a row each says when it is due next, and whoever moves that on enqueues the job.

Any number of workers may look; each round is enqueued once, and a round that was missed while nothing ran is made
up for once, not as often as it was missed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from threading import Event

import sqlalchemy as sa
import structlog
from sqlmodel import Field, SQLModel, col

from zhifa.clock import SHANGHAI, Clock, now
from zhifa.db import Database, Instant, insert_once
from zhifa.jobs import enqueue

LOOK_SECONDS = 15

log = structlog.get_logger("zhifa.recurring")


class Recurrence(SQLModel, table=True):
    kind: str = Field(primary_key=True)
    due_at: datetime = Field(sa_type=Instant)


@dataclass(frozen=True, slots=True)
class Recurring:
    """``kind``: of the job, whose payload is empty. ``following``: when it is due after a given moment."""

    kind: str
    following: Callable[[datetime], datetime]


def every(**span: float) -> Callable[[datetime], datetime]:
    return lambda after: after + timedelta(**span)


def daily(hour: int, minute: int = 0) -> Callable[[datetime], datetime]:
    """At this time of day, Asia/Shanghai."""

    def following(after: datetime) -> datetime:
        local = after.astimezone(SHANGHAI)
        today = datetime.combine(local.date(), time(hour, minute), SHANGHAI)
        return today if today > local else today + timedelta(days=1)

    return following


def go_round(db: Database, rounds: Iterable[Recurring], stop: Event, *, clock: Clock = now) -> None:
    """Looks until ``stop``; a database that is away is waited for."""
    while not stop.is_set():
        try:
            enqueue_due(db, rounds, clock())
        except Exception:  # the boundary: the database may come back
            log.exception("recurring work could not be looked at")
        stop.wait(LOOK_SECONDS)


def enqueue_due(db: Database, rounds: Iterable[Recurring], at: datetime) -> None:
    """Adds the jobs whose time has come. One that was never seen before is due for the first time now."""
    with db.read() as session:
        later = set(session.scalars(sa.select(col(Recurrence.kind)).where(col(Recurrence.due_at) > at)))
    for each in [one for one in rounds if one.kind not in later]:
        with db.write() as session:
            insert_once(session, Recurrence, kind=each.kind, due_at=at)
            moved = session.execute(
                sa.update(Recurrence)
                .where(col(Recurrence.kind) == each.kind, col(Recurrence.due_at) <= at)
                .values(due_at=each.following(at))
                .returning(col(Recurrence.kind))
            ).first()
            if moved is not None:
                enqueue(session, each.kind, {}, at=at)
