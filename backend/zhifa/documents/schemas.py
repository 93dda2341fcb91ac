"""A record to be printed, on the wire."""

from datetime import datetime
from uuid import UUID

import msgspec

from zhifa.inspections.record import Record
from zhifa.inspections.schemas import ChainHead, StateName
from zhifa.matters.schemas import ChecklistWire


class PrintedMatter(msgspec.Struct):
    """A matter with the version of its checklist that the visit went by."""

    id: UUID
    code: str
    name: str
    checklist: ChecklistWire


class RecordPaper(msgspec.Struct):
    """What the paper shows. ``address``: what its code says, the page where it is checked against the record."""

    address: str
    printed_at: datetime
    agency_name: str
    supervision_phone: str | None
    state: StateName
    demo: bool
    record: Record
    matters: list[PrintedMatter]
    chains: list[ChainHead]
