"""What goes over the wire of handing out records, and of whom they may be handed to."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec


class Assignee(msgspec.Struct):
    """The reviewer that a record was given to."""

    id: UUID
    name: str


class Reviewer(msgspec.Struct):
    """Somebody whose scope reaches the agencies asked about; ``unit``: their agency or division."""

    id: UUID
    name: str
    role: str
    unit: str


class SeenAssignment(msgspec.Struct, forbid_unknown_fields=True):
    """A record and to whom it was given, as the asker saw it; null: to nobody."""

    id: UUID
    seen: UUID | None = None


class AssignmentDraft(msgspec.Struct, forbid_unknown_fields=True):
    """``reviewer`` null: to nobody. Taking an assignment back is assigning to whoever had it before."""

    reviewer: UUID | None
    records: Annotated[list[SeenAssignment], msgspec.Meta(min_length=1, max_length=100)]


class AssignmentOutcome(msgspec.Struct):
    """What became of one record: ``refused`` names why, and nothing was changed. ``before``: who had it."""

    id: UUID
    outcome: Literal["done", "refused"]
    before: UUID | None = None
    code: str = ""
    detail: str = ""
