"""What goes over the wire of reviews."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

Decision = Literal["accept", "return", "comment"]
Said = Literal["accept", "return", "comment", "undo", "refer", "take", "give_back", "recall"]


class ReviewDraft(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: of the inspection as the reviewer saw it; ``entries``: what the words are about."""

    decision: Decision
    version: int
    words: Annotated[str, msgspec.Meta(max_length=4000)] = ""
    entries: Annotated[list[UUID], msgspec.Meta(max_length=500)] = []


class ReviewGlance(msgspec.Struct):
    id: UUID
    decision: Decision
    words: str
    at: datetime
    reviewer: str


class Review(msgspec.Struct):
    """``agency_name``: the reviewer's agency, or their division where they oversee one. ``undoes``: of an ``undo``,
    the decision that it takes back. ``undo_until``: only where the asker may take this decision back, and until when,
    as long as nothing follows from it."""

    id: UUID
    decision: Said
    words: str
    entries: list[UUID]
    at: datetime
    reviewer: str
    reviewer_role: str
    agency_name: str
    undoes: UUID | None = None
    undo_until: datetime | UnsetType = UNSET


class ReturnReason(msgspec.Struct):
    """A reason for returning a record, as the reviewer may pick it and the officer reads it."""

    code: str
    words: str


class SeenRecord(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: as the reviewer saw it in the list."""

    id: UUID
    version: int


class BatchDraft(msgspec.Struct, forbid_unknown_fields=True):
    """The same word on many records. A record that is returned is returned by itself, with its own reason."""

    decision: Literal["accept", "comment"]
    records: Annotated[list[SeenRecord], msgspec.Meta(min_length=1, max_length=100)]
    words: Annotated[str, msgspec.Meta(max_length=4000)] = ""


class UndoDraft(msgspec.Struct, forbid_unknown_fields=True):
    """Decisions to take back, by the ids of their reviews."""

    reviews: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=100)]


class ReviewOutcome(msgspec.Struct):
    """What became of one record, or of one decision to take back: ``id`` as asked. ``refused`` names why by ``code``
    and in words; nothing of that record was changed then. ``review``: what was written."""

    id: UUID
    outcome: Literal["done", "refused"]
    code: str = ""
    detail: str = ""
    review: Review | None = None


class Onlooker(msgspec.Struct):
    """Somebody else who has the record open since ``since``; ``unit``: their agency or division."""

    name: str
    role: str
    unit: str
    since: datetime
