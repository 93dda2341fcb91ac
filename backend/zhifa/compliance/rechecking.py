"""Which visits are checked again when something changes: entries, a decision, a certificate, a matter, a figure.

A change that may concern many visits is worked off in stretches: each is a job that adds the next, so that no job
outlasts its lease and one that dies is taken up where it was.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from zhifa.clock import SHANGHAI, Clock
from zhifa.compliance import alert_queries
from zhifa.compliance import rechecking_queries as queries
from zhifa.compliance.checking import Checked, check
from zhifa.db import Database
from zhifa.inspections.changes import CHANGED
from zhifa.jobs import Handler, Together, enqueue

#: Visits of one transaction, and of one job.
TOGETHER, STRETCH = 100, 2000
RANGE, SWEEP, RESTING = "compliance.range", "compliance.sweep", "compliance.resting"
CREDENTIALS, MATTERS = "credentials.changed", "matters.changed"


Follower = Callable[[Collection[UUID]], None]


def nobody(_ids: Collection[UUID]) -> None:
    """Follows no check."""


@dataclass(frozen=True, slots=True)
class Rechecks:
    """The jobs of this feature. ``follower``: is told of visits once their check is committed, perhaps twice."""

    db: Database
    clock: Clock
    follower: Follower = nobody

    def visits(self, ids: Sequence[UUID]) -> Checked:
        """These visits, a hundred in a transaction."""
        done = Checked()
        for start in range(0, len(ids), TOGETHER):
            some = ids[start : start + TOGETHER]
            done += check(self.db, some, self.clock())
            self.follower(some)
        return done

    def everything(self) -> Checked:
        """Every visit there is, in the order in which they were opened on their phones; memory stays flat."""
        done, last = Checked(), UUID(int=0)
        while ids := self._following(last):
            done, last = done + self.visits(ids), ids[-1]
        return done

    def changed(self, payloads: Sequence[Mapping[str, Any]]) -> None:
        """Visits that changed; those that rest on them are left to a job that takes its time."""
        ids = _named(payloads)
        self.visits(ids)
        with self.db.read() as session:
            others = queries.resting_on(session, ids)
        if others:
            with self.db.write() as session:
                enqueue(session, RESTING, {"inspections": [str(each) for each in ids]}, at=self.clock())

    def resting(self, payloads: Sequence[Mapping[str, Any]]) -> None:
        """Visits that rest on changed ones: sharing a file, or later at the same subject. What changed together was
        checked together; what changed at another time may rest on it."""
        with self.db.read() as session:
            others = {other for payload in payloads for other in queries.resting_on(session, _named([payload]))}
        self.visits(sorted(others))

    def credentials(self, payload: Mapping[str, Any]) -> None:
        """A certificate's history changed: visits of its officers from the moment on from which it did."""
        with self.db.read() as session:
            ids = queries.of_certificate_change(session, UUID(payload["change"]))
        self.visits(ids)

    def matters(self, payload: Mapping[str, Any]) -> None:
        """A matter was published, withdrawn, delegated or taken back: visits of the agencies that have or had it."""
        with self.db.write() as session:
            agencies = queries.agencies_with(session, [UUID(text) for text in payload["matters"]])
            add_range(session, agencies, datetime.fromisoformat(payload["since"]), at=self.clock())

    def stretch(self, payload: Mapping[str, Any]) -> None:
        """The next visits of a range, and the job for those after them."""
        agencies = [UUID(text) for text in payload["agencies"]]
        since, last = datetime.fromisoformat(payload["since"]), UUID(payload["after"])
        with self.db.read() as session:
            ids = queries.range_of(session, agencies, since, last, STRETCH)
        self.visits(ids)
        if len(ids) == STRETCH:
            with self.db.write() as session:
                enqueue(session, RANGE, {**payload, "after": str(ids[-1])}, at=self.clock())

    def sweep(self) -> Checked:
        """What the day itself changes: terms near or past, visits left open, snoozed alerts, late verifications."""
        now, done = self.clock(), Checked()
        today = now.astimezone(SHANGHAI).date()
        for ids in self._due(now):
            done += self.visits(ids)
        with self.db.write() as session:
            for alert in alert_queries.wake(session, today):
                alert_queries.add_step(session, alert, None, "woken", "暂缓期已满。", {}, now)
        return done

    def day(self, _payload: Mapping[str, Any]) -> None:
        """The daily job."""
        self.sweep()

    def _due(self, now: datetime) -> Iterator[Sequence[UUID]]:
        last = UUID(int=0)
        while True:
            with self.db.read() as session:
                ids = queries.due(session, now, last, STRETCH)
            if not ids:
                return
            yield ids
            last = ids[-1]

    def _following(self, last: UUID) -> Sequence[UUID]:
        with self.db.read() as session:
            return queries.after(session, last, STRETCH)


def _named(payloads: Sequence[Mapping[str, Any]]) -> list[UUID]:
    """The visits that several jobs name, each once."""
    return sorted({UUID(text) for payload in payloads for text in payload["inspections"]})


def add_range(session: Any, agencies: Collection[UUID], since: datetime, *, at: datetime) -> None:
    """Adds the job that checks every visit of the agencies opened since, to the caller's transaction."""
    if agencies:
        payload = {"agencies": sorted(map(str, agencies)), "since": since.isoformat(), "after": str(UUID(int=0))}
        enqueue(session, RANGE, payload, at=at)


def handlers(db: Database, clock: Clock, follower: Follower) -> dict[str, Handler | Together]:
    rechecks = Rechecks(db, clock, follower)
    return {
        CHANGED: Together(rechecks.changed),
        CREDENTIALS: rechecks.credentials,
        MATTERS: rechecks.matters,
        RANGE: rechecks.stretch,
        SWEEP: rechecks.day,
    }


def slow_handlers(db: Database, clock: Clock, follower: Follower) -> dict[str, Handler | Together]:
    """Looked for now and then, so that the many changes of a busy hour lead to one check of what rests on them."""
    return {RESTING: Together(Rechecks(db, clock, follower).resting)}
