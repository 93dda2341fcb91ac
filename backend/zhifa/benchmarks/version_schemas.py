"""Versions on the wire: what is entered, what is decided, and what a reviewer sees."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from zhifa.benchmarks.change_list import Difference
from zhifa.benchmarks.fault import Fault
from zhifa.benchmarks.model import Benchmark

Words = Annotated[str, msgspec.Meta(max_length=1000)]


class VersionRow(msgspec.Struct):
    """``status``: draft | approved | published | superseded | withdrawn. Moments in UTC; names as on accounts."""

    benchmark_id: UUID
    code: str
    violation: str
    version: int
    status: str
    valid_from: date
    valid_to: date | None
    sha256: str
    import_id: UUID | None
    entered_by: str | None
    entered_at: datetime | None
    approved_by: str | None
    approved_at: datetime | None
    published_by: str | None
    published_at: datetime | None
    words: str


class VersionWire(msgspec.Struct):
    """A version whole; ``changes`` against the one published before it (or as asked), ``faults`` by the linter today.

    ``may``: what the asker may decide now (approve, publish, withdraw).
    """

    row: VersionRow
    benchmark: Benchmark
    changes: list[Difference]
    faults: list[Fault]
    may: list[str]


class VersionDecision(msgspec.Struct, forbid_unknown_fields=True):
    """Who entered a version neither approves nor publishes it; withdrawing needs ``words``."""

    decision: Literal["approve", "publish", "withdraw"]
    words: Words = ""
