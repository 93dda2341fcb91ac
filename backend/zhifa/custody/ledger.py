"""Keeping the ledger: entries are given a place soon after they came, and now and then the server signs what there is.

It is kept by the worker, one place after another, so that receiving an entry waits for nobody.
"""

from collections.abc import Collection
from uuid import UUID

import structlog
from sqlmodel import Session

from zhifa.clock import Clock
from zhifa.custody import queries
from zhifa.custody.chain import EMPTY, Checkpointed, following, signed
from zhifa.custody.checking import verify
from zhifa.custody.schemas import CheckpointRow
from zhifa.db import Database
from zhifa.identity.keyring import KeyRing
from zhifa.pages import Page, page_of
from zhifa.settings import Settings

#: Nobody else places entries meanwhile, in whatever process.
TURN = "ledger"
#: Visits of one transaction.
TOGETHER = 100

log = structlog.get_logger("zhifa.custody")


def page(session: Session, *, cursor: str | None, limit: int) -> Page[CheckpointRow]:
    """Checkpoints, the latest first."""
    rows = queries.checkpoint_page(session, cursor=cursor, limit=limit)
    return page_of(rows, limit, lambda row: [row.position], lambda row: CheckpointRow(**row._mapping))


def lines(session: Session) -> str:
    """All checkpoints, a line each, the oldest first."""
    return "".join(f"{jws}\n" for jws in queries.checkpoints(session))


class Ledger:
    def __init__(self, db: Database, ring: KeyRing, settings: Settings, clock: Clock) -> None:
        self._db, self._ring, self._settings, self._clock = db, ring, settings, clock

    def enter(self, inspections: Collection[UUID]) -> None:
        """Gives every entry of these visits a place that has none. Again changes nothing."""
        with self._db.read() as session:  # most are told of again and again
            if not queries.without_place(session, inspections):
                return
        with self._db.alone(TURN), self._db.write() as session:
            last = queries.last_place(session)
            position, head = (last.position, last.head) if last else (0, EMPTY)
            rows = []
            for entry in queries.without_place(session, inspections):
                position, head = position + 1, following(head, entry.sha256)
                rows.append({"position": position, "jti": entry.jti, "sha256": entry.sha256, "head": head})
            queries.add_places(session, rows)

    def sweep(self) -> None:
        """Every entry that was forgotten, or came before there was a ledger."""
        last = queries.NONE
        while True:
            with self._db.read() as session:
                some = queries.visits_without_place(session, last, TOGETHER)
            if not some:
                return
            self.enter(some)
            last = some[-1]

    def look_over(self) -> None:
        """Says in the server's log what does not fit."""
        with self._db.read() as session:
            found = verify(session, self._ring.public_jwk)
        for problem in found.problems:
            log.error("ledger does not hold", problem=problem)

    def check_point(self) -> None:
        """Signs the ledger as it is, if it has grown. The line in the server's log is a copy in another place."""
        at = self._clock()
        with self._db.alone(TURN), self._db.write() as session:
            last = queries.last_place(session)
            if last is None or last.position == queries.last_checkpointed(session):
                return
            said = Checkpointed(
                self._settings.base_url, int(at.timestamp()), last.position, last.head, self._settings.demo
            )
            queries.add_checkpoint(session, position=last.position, at=at, jws=signed(said, self._ring.signing()))
        log.info("ledger checkpoint", position=last.position, head=last.head)
