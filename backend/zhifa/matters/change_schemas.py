"""Changes of the catalogue on the wire: what is proposed, what is decided, and what the second person sees."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

Line = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]
Code = Annotated[str, msgspec.Meta(pattern=r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$", max_length=32)]
Kind = Literal["处罚", "许可", "征收征用", "确认", "给付", "强制", "检查"]
"""The seven kinds in which a catalogue of enforcement matters is kept."""

Status = Literal["proposed", "approved", "rejected", "revoked"]


class ItemDraft(msgspec.Struct, forbid_unknown_fields=True):
    """One thing to look at; items of one ``merge_key`` are asked once where matters are combined in a visit."""

    text: Line
    requirement: Text
    basis: Text
    merge_key: Annotated[str, msgspec.Meta(max_length=60)] | None = None


class MatterDraft(msgspec.Struct, forbid_unknown_fields=True):
    """What a matter says. ``basis_confidence``: as far as the text of the basis was read. ``trades``: which subjects
    it is suggested for; ``annual_cap``: published limit of visits a year and subject, None for none."""

    name: Line
    kind: Kind
    field: Line
    basis: Text
    basis_confidence: Literal["high", "medium", "low"]
    items: Annotated[list[ItemDraft], msgspec.Meta(max_length=100)]
    trades: Annotated[list[Line], msgspec.Meta(max_length=50)] = []
    annual_cap: Annotated[int, msgspec.Meta(ge=1, le=365)] | None = None


class Publish(msgspec.Struct, forbid_unknown_fields=True, tag_field="kind", tag="publish"):
    """公布: a matter that the catalogue did not hold, as the agency's own, from ``starts_on``."""

    code: Code
    agency_id: UUID
    content: MatterDraft
    starts_on: date


class Amend(msgspec.Struct, forbid_unknown_fields=True, tag_field="kind", tag="amend"):
    """变更: another text of a matter; a changed checklist is a new version, in force from ``starts_on``."""

    matter_id: UUID
    content: MatterDraft
    starts_on: date


class Withdraw(msgspec.Struct, forbid_unknown_fields=True, tag_field="kind", tag="withdraw"):
    """取消: ``ends_on`` is the last day on which anybody may act on the matter."""

    matter_id: UUID
    ends_on: date


class Delegate(msgspec.Struct, forbid_unknown_fields=True, tag_field="kind", tag="delegate"):
    """赋权 to a town government, for a time or until it is taken back."""

    matter_id: UUID
    agency_id: UUID
    starts_on: date
    ends_on: date | None = None


class TakeBack(msgspec.Struct, forbid_unknown_fields=True, tag_field="kind", tag="take_back"):
    """收回: ``ends_on`` is the last day of the delegation."""

    matter_id: UUID
    agency_id: UUID
    ends_on: date


What = Publish | Amend | Withdraw | Delegate | TakeBack


class NewChange(msgspec.Struct, forbid_unknown_fields=True):
    """``document``: title and number of the document it rests on."""

    what: What
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    document: Annotated[str, msgspec.Meta(max_length=200)] = ""


class ChangeDecision(msgspec.Struct, forbid_unknown_fields=True):
    """Who proposed it may only revoke it; rejecting needs ``words``."""

    decision: Literal["approve", "reject", "revoke"]
    words: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class LineChange(msgspec.Struct, frozen=True):
    """``what``: which line of the matter; values as they are read."""

    what: str
    before: str
    after: str


class ChangeRow(msgspec.Struct):
    """``agency_name``: whose catalogue it is about. Moments in UTC; names as on accounts."""

    id: UUID
    matter_id: UUID | None
    kind: str
    code: str
    name: str
    agency_name: str | None
    reason: str
    document: str
    status: Status
    proposed_name: str
    proposed_at: datetime
    decided_name: str | None
    decided_at: datetime | None
    words: str


class ChangeWire(msgspec.Struct):
    """``differences``: what it would change now, or what it changed when it was approved.

    ``may``: what the asker may decide (approve, reject, revoke).
    """

    row: ChangeRow
    what: What
    differences: list[LineChange]
    may: list[str]


class Holder(msgspec.Struct):
    """An agency that may act, or might once, on a matter."""

    agency_id: UUID
    agency_name: str
    delegated: bool
    document: str
    valid_from: date
    valid_to: date | None
