"""What is done with the library beforehand, so that nobody waits for it."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from zhifa.benchmarks import pack
from zhifa.benchmarks.aligning import align
from zhifa.benchmarks.table_imports import READ, read_asked
from zhifa.benchmarks.versions import PACK, today_of
from zhifa.clock import Clock
from zhifa.db import Database
from zhifa.ports import ObjectStore
from zhifa.recurring import Recurring, daily

#: What begins or ends with a day is in force from its first minutes on.
RECURRING = (Recurring(PACK, daily(0, 5)),)


def handlers(db: Database, objects: ObjectStore, clock: Clock) -> dict[str, Callable[[Mapping[str, Any]], None]]:
    """Benchmarks follow the four lists, then the phones' pack of today is made where there is none yet.

    A publication or a new day may need either.
    """

    def make(_: Mapping[str, Any]) -> None:
        at = clock()
        align(db, at, today_of(at))
        pack.current(db, objects, at, today_of(at))

    return {PACK: make}


def reading_handlers(
    db: Database, objects: ObjectStore, clock: Clock
) -> dict[str, Callable[[Mapping[str, Any]], None]]:
    """Tables that people wait for while they are read."""
    return {READ: lambda job: read_asked(db, objects, UUID(job["id"]), clock)}
