"""What goes over the wire of referrals."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

ReferralState = Literal["pending", "accepted", "given_back", "recalled"]
Direction = Literal["in", "out"]
#: Above: the agency's division holds that of the record; below: lies in it; same: stands beside it, or is the same.
Relation = Literal["above", "same", "below"]
Words = Annotated[str, msgspec.Meta(max_length=4000)]


class ReferralDraft(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: of the record as the reviewer saw it; ``entries`` and ``findings`` (numbers of rules that found
    something in it): what the words are about."""

    agency_id: UUID
    version: int
    words: Words
    entries: Annotated[list[UUID], msgspec.Meta(max_length=500)] = []
    findings: Annotated[list[str], msgspec.Meta(max_length=100)] = []


class ReferralAnswer(msgspec.Struct, forbid_unknown_fields=True):
    """By the addressed agency: ``accept`` (it reviews then) or ``give_back``, which needs words. By the side that
    sent it, as long as there is no answer: ``recall``. ``state``: of the referral as the asker saw it."""

    step: Literal["accept", "give_back", "recall"]
    state: ReferralState
    words: Words = ""


class ReferralRow(msgspec.Struct):
    """A referral. ``mine``: the addressed agency is in the asker's scope, so the answer is theirs; ``own``: the
    record's agency is. ``open``: the record itself may be read. ``answer``: the latest words of an answer."""

    id: UUID
    inspection_id: UUID
    subject_name: str
    record_state: str
    from_agency: str
    to_agency: str
    state: ReferralState
    words: str
    findings: list[str]
    at: datetime
    sent_by: str
    answer: str
    answered_by: str | None
    answered_at: datetime | None
    mine: bool
    own: bool
    open: bool


class ReferralAgency(msgspec.Struct):
    """An agency that the record may be referred to."""

    id: UUID
    name: str
    division_name: str
    relation: Relation
