"""What goes over the wire of reviews."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

Decision = Literal["accept", "return", "comment"]


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
    """``agency_name``: the reviewer's agency, or their division where they oversee one."""

    id: UUID
    decision: Decision
    words: str
    entries: list[UUID]
    at: datetime
    reviewer: str
    reviewer_role: str
    agency_name: str
