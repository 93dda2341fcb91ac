"""Work that may be done later, as rows written in the transaction that causes it (a transactional outbox).

A job runs at least once: a worker that dies leaves it locked, and after ``LEASE`` another takes it up.
Handlers are therefore idempotent. After ``MAX_ATTEMPTS`` failures a job stays, with its error, for people.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import structlog
from sqlmodel import Field, Session, SQLModel, col

from zhifa.clock import Clock, now
from zhifa.db import Database, Instant, table_of
from zhifa.ids import new_id
from zhifa.prepared import Insert

LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 8
#: Jobs that are taken at once, and how long they may take before those not begun are given back: less than a lease.
AT_ONCE, PATIENCE_S = 32, 60.0

log = structlog.get_logger("zhifa.jobs")

Handler = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Together:
    """A handler for several jobs of its kind at once, where that is less work than one after another."""

    run: Callable[[Sequence[Mapping[str, Any]]], None]


class Job(SQLModel, table=True):
    __table_args__ = (sa.Index("ix_job_due", "failed", "due_at"),)

    id: UUID = Field(primary_key=True)
    kind: str
    payload: dict[str, Any] = Field(sa_type=sa.JSON)
    due_at: datetime = Field(sa_type=Instant)
    attempts: int = 0
    failed: bool = False
    error: str | None = None


_ADD = Insert(table_of(Job))
_FRESH = {"attempts": 0, "failed": False}


def enqueue(session: Session, kind: str, payload: dict[str, Any], *, at: datetime) -> None:
    """Adds a job to the caller's transaction."""
    _ADD.add(session, [{"id": new_id(), "kind": kind, "payload": payload, "due_at": at, **_FRESH}])


def run_due(
    db: Database,
    handlers: Mapping[str, Handler | Together],
    *,
    clock: Clock = now,
    settled: timedelta = timedelta(),
) -> int:
    """Takes the jobs that are due longest, of those that ``handlers`` are for, runs them and removes them. They have
    been due for ``settled`` at least.

    Taking a job and removing it each cost a transaction that others wait for, so several share them, at most
    ``AT_ONCE``. How many they were.
    """
    jobs = _lease(db, handlers, clock(), settled)
    until = time.monotonic() + PATIENCE_S
    done: list[Job] = []
    for some in _grouped(jobs, handlers):
        if done and time.monotonic() > until:
            _give_back(db, some, clock())
        else:
            done += _run(db, handlers[some[0].kind], some, clock)
    _remove(db, done)
    return len(jobs)


def _grouped(jobs: Sequence[Job], handlers: Mapping[str, Handler | Together]) -> list[list[Job]]:
    """Jobs that are done together where the first of them stands, the others one by one."""
    groups: dict[object, list[Job]] = {}
    for job in jobs:
        groups.setdefault(job.kind if isinstance(handlers[job.kind], Together) else job.id, []).append(job)
    return list(groups.values())


def _run(db: Database, handler: Handler | Together, jobs: list[Job], clock: Clock) -> list[Job]:
    """Those that succeeded. What fails together is tried one by one, so that one job's fault costs no other."""
    try:
        if isinstance(handler, Together):
            handler.run([job.payload for job in jobs])
        else:
            handler(jobs[0].payload)
    except Exception as error:  # the boundary: a job's failure must never end the worker
        if len(jobs) > 1:
            return [done for job in jobs for done in _run(db, handler, [job], clock)]
        job = jobs[0]
        log.exception("job failed", job=str(job.id), kind=job.kind, attempt=job.attempts)
        _put_back(db, job, error, clock())
        return []
    return jobs


@dataclass(frozen=True, slots=True)
class Lane:
    """Jobs that wait for no other lane's. As long as fewer are due than are taken at once, it looks every ``pause_s``
    seconds, and those that come meanwhile are done together. ``settled``: how long a job is left alone at first."""

    handlers: Mapping[str, Handler | Together]
    pause_s: float = 0.5
    settled: timedelta = timedelta()


def work(db: Database, lane: Lane, stop: Event, *, clock: Clock = now) -> None:
    """Runs a lane's jobs until ``stop``; a database that is away is waited for."""
    while not stop.is_set():
        try:
            taken = run_due(db, lane.handlers, clock=clock, settled=lane.settled)
        except Exception:  # the boundary: the database may come back
            log.exception("job queue unreachable")
            taken = 0
        if taken < AT_ONCE:
            stop.wait(lane.pause_s)


def _lease(db: Database, kinds: Iterable[str], at: datetime, settled: timedelta) -> Sequence[Job]:
    """Looks before it takes: an idle worker keeps nobody waiting."""
    due = (
        sa.select(Job)
        .where(col(Job.failed).is_(False), col(Job.due_at) <= at - settled, col(Job.kind).in_(kinds))
        .order_by(col(Job.due_at))
        .limit(AT_ONCE)
    )
    with db.read() as session:
        if session.scalar(due.limit(1)) is None:
            return ()
    with db.write() as session:
        jobs = session.scalars(due.with_for_update(skip_locked=True)).all()
        for job in jobs:
            job.attempts += 1
            job.due_at = at + LEASE
        return jobs


def _remove(db: Database, jobs: Sequence[Job]) -> None:
    if jobs:
        with db.write() as session:
            session.execute(sa.delete(Job).where(col(Job.id).in_([job.id for job in jobs])))


def _give_back(db: Database, jobs: Sequence[Job], at: datetime) -> None:
    """Jobs that were taken and not begun."""
    with db.write() as session:
        session.execute(
            sa.update(Job)
            .where(col(Job.id).in_([job.id for job in jobs]))
            .values(due_at=at, attempts=col(Job.attempts) - 1)
        )


def _put_back(db: Database, job: Job, error: Exception, at: datetime) -> None:
    with db.write() as session:
        kept = session.get(Job, job.id)
        if kept is None:
            return
        kept.error = f"{type(error).__name__}: {error}"[:500]
        kept.failed = job.attempts >= MAX_ATTEMPTS
        kept.due_at = at + timedelta(seconds=2**job.attempts)
