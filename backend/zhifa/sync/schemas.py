"""What goes over the wire at the door for entries and in quarantine."""

from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

import msgspec


class Batch(msgspec.Struct, forbid_unknown_fields=True):
    """``sent_at``: the phone's clock as it sends, from which the skew of every entry is known."""

    sent_at: datetime
    entries: list[str]


class Fate(StrEnum):
    """What became of an entry. Only after ``applied`` or ``duplicate`` may a phone let go of it."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"  # the same bytes are in place
    HELD = "held"  # its predecessor has not come
    CONFLICT = "conflict"  # its place or its jti is taken by other bytes; quarantined
    REJECTED = "rejected"  # malformed, forged or not the sender's to send; quarantined


class Outcome(msgspec.Struct):
    """``index``: the place in the request; ``jti`` is null where none could be read."""

    index: int
    jti: UUID | None
    outcome: Fate
    code: str | None = None
    detail: str | None = None


class SyncAnswer(msgspec.Struct):
    """``skew_ms``: by how much the phone's clock is ahead of the server's."""

    server_time: datetime
    skew_ms: int
    outcomes: list[Outcome]


class QuarantineRow(msgspec.Struct):
    """``captured_at`` is the entry's own ``at``; ``bytes`` counts what was received."""

    id: UUID
    received_at: datetime
    captured_at: datetime | None
    device_id: UUID | None
    account_name: str
    agency_name: str | None
    inspection_id: UUID | None
    kind: str | None
    code: str
    detail: str
    bytes: int
    resolution: Literal["admit", "keep"] | None
    resolved_at: datetime | None
    resolved_by: str | None
    words: str | None


class ResolutionDraft(msgspec.Struct, forbid_unknown_fields=True):
    """``words``: why; required, since it decides about evidence."""

    decision: Literal["admit", "keep"]
    words: str
