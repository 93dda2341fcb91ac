"""Work that may be done later, as rows written in the transaction that causes it (a transactional outbox).

A job runs at least once: a worker that dies leaves it locked, and after ``LEASE`` another takes it up.
Handlers are therefore idempotent. After ``MAX_ATTEMPTS`` failures a job stays, with its error, for people.
"""

import time
from collections.abc import Callable, Iterable, Mapping
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

LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 8
IDLE_SECONDS = 0.5

log = structlog.get_logger("zhifa.jobs")

Handler = Callable[[Mapping[str, Any]], None]


class Job(SQLModel, table=True):
    __table_args__ = (sa.Index("ix_job_due", "failed", "due_at"),)

    id: UUID = Field(primary_key=True)
    kind: str
    payload: dict[str, Any] = Field(sa_type=sa.JSON)
    due_at: datetime = Field(sa_type=Instant)
    attempts: int = 0
    failed: bool = False
    error: str | None = None


_ADD = sa.insert(table_of(Job))
_FRESH = {"attempts": 0, "failed": False}


def enqueue(session: Session, kind: str, payload: dict[str, Any], *, at: datetime) -> None:
    """Adds a job to the caller's transaction."""
    session.execute(_ADD, {"id": new_id(), "kind": kind, "payload": payload, "due_at": at, **_FRESH})


def run_one(db: Database, handlers: Mapping[str, Handler], *, clock: Clock = now) -> bool:
    """Takes the job that is due longest, of those that ``handlers`` are for, runs it and removes it.

    False when none is due.
    """
    job = _lease(db, handlers, clock())
    if job is None:
        return False
    try:
        handlers[job.kind](job.payload)
    except Exception as error:  # the boundary: a job's failure must never end the worker
        log.exception("job failed", job=str(job.id), kind=job.kind, attempt=job.attempts)
        _put_back(db, job, error, clock())
    else:
        with db.write() as session:
            session.exec(sa.delete(Job).where(col(Job.id) == job.id))
    return True


def work(db: Database, handlers: Mapping[str, Handler], stop: Event, *, clock: Clock = now) -> None:
    """Runs jobs until ``stop``; a database that is away is waited for."""
    while not stop.is_set():
        try:
            busy = run_one(db, handlers, clock=clock)
        except Exception:  # the boundary: the database may come back
            log.exception("job queue unreachable")
            busy = False
        if not busy:
            stop.wait(IDLE_SECONDS)
        else:
            time.sleep(0)


def _lease(db: Database, kinds: Iterable[str], at: datetime) -> Job | None:
    with db.write() as session:
        due = sa.select(Job).where(col(Job.failed).is_(False), col(Job.due_at) <= at, col(Job.kind).in_(kinds))
        job = session.scalar(due.order_by(col(Job.due_at)).limit(1).with_for_update(skip_locked=True))
        if job is None:
            return None
        job.attempts += 1
        job.due_at = at + LEASE
        return job


def _put_back(db: Database, job: Job, error: Exception, at: datetime) -> None:
    with db.write() as session:
        kept = session.get(Job, job.id)
        if kept is None:
            return
        kept.error = f"{type(error).__name__}: {error}"[:500]
        kept.failed = job.attempts >= MAX_ATTEMPTS
        kept.due_at = at + timedelta(seconds=2**job.attempts)
