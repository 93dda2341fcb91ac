"""What goes over the wire of the inbox and of push."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from zhifa.notify.kinds import Kind, Urgency


class MessageTarget(msgspec.Struct):
    """``type``: inspection, certificate, device, alert, benchmark, benchmark_list (code/version), matter, complaint,
    message or none."""

    type: str
    id: str


class Message(msgspec.Struct):
    """``number`` counts an account's messages without a gap, and is the ``id`` of the stream's events."""

    id: UUID
    number: int
    kind: Kind
    title: str
    words: str
    target: MessageTarget
    urgency: Urgency
    at: datetime
    read_at: datetime | None


class InboxPage(msgspec.Struct):
    """``unread`` and ``last`` are of the whole inbox; a stream that continues this page resumes at ``last``."""

    items: list[Message]
    next: str | None
    unread: int
    last: int


class InboxState(msgspec.Struct):
    unread: int
    last: int


class Reading(msgspec.Struct, forbid_unknown_fields=True):
    """Either of them: ``ids`` are these messages, ``through`` all up to this number."""

    ids: Annotated[list[UUID], msgspec.Meta(max_length=500)] | None = None
    through: Annotated[int, msgspec.Meta(ge=0)] | None = None


Minute = Annotated[int, msgspec.Meta(ge=0, lt=1440)]


class QuietHours(msgspec.Struct, forbid_unknown_fields=True):
    """Minutes after midnight, Asia/Shanghai; ``start`` may be later than ``end``: over midnight."""

    start: Minute
    end: Minute


class PreferenceDraft(msgspec.Struct, forbid_unknown_fields=True):
    """``muted``: kinds for which no phone is woken."""

    muted: Annotated[list[Kind], msgspec.Meta(max_length=50)] = []
    quiet: QuietHours | None = None


class KindChoice(msgspec.Struct):
    """``urgent``: comes in quiet hours too."""

    kind: Kind
    title: str
    urgent: bool
    muted: bool


class Preferences(msgspec.Struct):
    kinds: list[KindChoice]
    quiet: QuietHours | None


class PushKey(msgspec.Struct):
    """``key``: the ``applicationServerKey`` (base64url); null where this installation sends no push."""

    key: str | None


class PushKeys(msgspec.Struct, forbid_unknown_fields=True):
    p256dh: Annotated[str, msgspec.Meta(max_length=100)]
    auth: Annotated[str, msgspec.Meta(max_length=40)]


class NewPushSubscription(msgspec.Struct, forbid_unknown_fields=True):
    """As ``PushSubscription.toJSON()`` gives it, with the ``applicationServerKey`` it was made for."""

    endpoint: Annotated[str, msgspec.Meta(max_length=1000)]
    keys: PushKeys
    key: Annotated[str, msgspec.Meta(max_length=100)]
