"""Ratings and complaints on the wire, for the justice bureau's overseers alone."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from zhifa.feedback.boxes import Shown

ComplaintState = Literal["received", "accepted", "declined", "answered", "closed"]
StepName = Literal["accept", "decline", "forward", "answer", "close"]


class RatingRow(msgspec.Struct):
    """An agency's last whole quarter, where it has five ratings or more; ``words`` in no order of time."""

    agency_id: UUID
    agency_name: str
    shown: Shown
    words: list[str]


class ComplaintRow(msgspec.Struct):
    """``accept_by``, ``answer_by``: last days, Asia/Shanghai; ``uncertain_year``: one on the way to them whose
    holidays are not known. ``overdue``: one of them has passed with nothing done."""

    id: UUID
    tracking: str
    at: datetime
    agency_id: UUID | None
    agency_name: str | None
    division_code: str
    division_name: str
    about: str
    words: str
    state: ComplaintState
    accept_by: date
    answer_by: date
    uncertain_year: int | None
    overdue: bool
    version: int


class ComplaintStepRow(msgspec.Struct):
    at: datetime
    account_name: str
    step: StepName
    words: str
    division_name: str | None


class ComplaintPicture(msgspec.Struct):
    """``shown``: pending | ready | impossible."""

    id: UUID
    shown: Literal["pending", "ready", "impossible"]
    media_type: str
    size: int


class Bureau(msgspec.Struct):
    """A justice bureau by its division."""

    division_code: str
    name: str


class ComplaintDetail(ComplaintRow):
    """``inspection_id``: the visit from whose page it was sent; ``steps_open``: what may be done now."""

    place: str
    contact: str
    answer: str
    certificate_number: str | None
    inspection_id: UUID | None
    steps: list[ComplaintStepRow]
    pictures: list[ComplaintPicture]
    steps_open: list[StepName]
    forward_to: list[Bureau]


class NewStep(msgspec.Struct, forbid_unknown_fields=True):
    """``words``: required but for accept and close; of answer and decline, the complainant reads them.
    ``version``: of the complaint as it was read."""

    step: StepName
    version: int
    words: Annotated[str, Meta(max_length=2000)] = ""
    division_code: Annotated[str, Meta(max_length=12)] | None = None
