"""What was asked about codes enters the log a few minutes later."""

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.jobs import Handler, enqueue
from zhifa.recurring import Recurring, every
from zhifa.verification import journal

ENTER = "verification_log"
#: Transactions of one job, so that none outlasts its lease.
MOST = 50

RECURRING = (Recurring(ENTER, every(minutes=1)),)


def handlers(db: Database, clock: Clock) -> dict[str, Handler]:
    return {ENTER: lambda _: enter(db, clock)}


def enter(db: Database, clock: Clock) -> None:
    """What is due; if that is more than a job may take, there is another one."""
    if all(journal.enter(db, clock()) for _ in range(MOST)):
        with db.write() as session:
            enqueue(session, ENTER, {}, at=clock())
