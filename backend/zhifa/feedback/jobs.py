"""This feature's work in the background: photographs without metadata, and reminders of deadlines."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.feedback.complaint_dues import tell_due
from zhifa.feedback.photos import MAKE, Photographs
from zhifa.recurring import Recurring, daily

DUE = "complaints_due"

#: Before people begin to work.
RECURRING = (Recurring(DUE, daily(7, 45)),)


def handlers(db: Database, photographs: Photographs, clock: Clock) -> dict[str, Callable[[Mapping[str, Any]], None]]:
    return {
        MAKE: lambda job: photographs.make(UUID(job["photo"])),
        DUE: lambda _: remind(db, clock),
    }


def remind(db: Database, clock: Clock) -> None:
    with db.write() as session:
        tell_due(session, clock())
