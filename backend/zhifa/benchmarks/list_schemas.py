"""The four lists on the wire."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from zhifa.benchmarks.change_list import Difference
from zhifa.benchmarks.lists import ListRow
from zhifa.benchmarks.model import Ground


class ListRowWire(msgspec.Struct):
    """A row of the four lists, with the fields and codes of benchmarks it is about; both empty for all."""

    ground: Ground
    fields: list[str]
    codes: list[str]


class ListVersionRow(msgspec.Struct):
    """``status``: draft | approved | published | superseded | withdrawn. Moments in UTC; names as on accounts."""

    code: str
    version: int
    status: str
    kind: str
    title: str
    valid_from: date
    valid_to: date | None
    demo: bool
    agency_id: UUID | None
    entered_by: str | None
    entered_at: datetime | None
    approved_by: str | None
    approved_at: datetime | None
    published_by: str | None
    published_at: datetime | None
    words: str


class ListVersionWire(msgspec.Struct):
    """A version whole; ``changes`` against the one published before it, ``versions`` all there are, latest first.

    ``may``: what the asker may decide now (approve, publish, withdraw).
    """

    row: ListVersionRow
    list_row: ListRow
    changes: list[Difference]
    may: list[str]
    versions: list[ListVersionRow]
