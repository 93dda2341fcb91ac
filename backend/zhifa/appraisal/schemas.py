"""What goes over the wire of 案卷评查."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from zhifa.appraisal.rubric import Mark, Result, Standard

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class RubricDraft(msgspec.Struct, forbid_unknown_fields=True):
    """``source``: the document that the rubric follows."""

    name: Name
    source: Name
    standard: Standard


class RubricWire(msgspec.Struct):
    """``author``: who published this version; null for what came with the product."""

    id: UUID
    name: str
    version: int
    source: str
    demo: bool
    points: int
    standard: Standard
    created_at: datetime
    author: str | None = None


class DrawDraft(msgspec.Struct, forbid_unknown_fields=True):
    """Records accepted, closed within these days; of one agency and matter, or of all in the division."""

    title: Name
    rubric_id: UUID
    closed_from: date
    closed_to: date
    size: Annotated[int, msgspec.Meta(ge=1, le=200)]
    agency_id: UUID | None = None
    matter_id: UUID | None = None


class Seed(msgspec.Struct, forbid_unknown_fields=True):
    """``source``: where everybody could read the seed, e.g. a lottery's number of that day."""

    seed: Annotated[str, msgspec.Meta(min_length=6, max_length=200)]
    source: Annotated[str, msgspec.Meta(min_length=2, max_length=200)]


class DrawRow(msgspec.Struct):
    id: UUID
    title: str
    division_name: str
    agency_name: str | None
    matter_name: str | None
    rubric_id: UUID
    rubric_name: str
    closed_from: date
    closed_to: date
    size: int
    list_sha256: str
    list_count: int
    frozen_at: datetime
    frozen_by: str
    seed: str | None
    seed_source: str | None
    drawn_at: datetime | None
    sheets: int
    submitted: int


class SheetGlance(msgspec.Struct):
    """Of another's sheet nothing but that it is there, until both are in."""

    part: Literal["first", "second", "arbiter"]
    reviewer: str
    submitted_at: datetime | None


class StatementWire(msgspec.Struct):
    """An answer to a result, and by whom."""

    words: str
    by: str
    agency_name: str
    at: datetime


class Handover(msgspec.Struct):
    """A sheet that went from ``reviewer`` to somebody else. ``by``: who took it over for them; null: they themselves
    gave it back 回避."""

    reviewer: str
    by: str | None
    words: str
    at: datetime


class Reassignment(msgspec.Struct, forbid_unknown_fields=True):
    """``reviewer``: who holds the sheet, as the asker saw it; ``words``: why it goes to somebody else."""

    inspection_id: UUID
    part: Literal["first", "second", "arbiter"]
    reviewer: str
    words: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class DrawnCase(msgspec.Struct):
    """``result`` is null until it is settled; ``handovers``: sheets that changed hands, oldest first."""

    inspection_id: UUID
    place: int
    subject_name: str
    agency_name: str
    sheets: list[SheetGlance]
    settled: Literal["waiting", "open", "agreed", "arbitrated"]
    result: Result | None
    statements: list[StatementWire] = []
    handovers: list[Handover] = []


class AgencySummary(msgspec.Struct):
    """How one agency's drawn records did. ``percent``: of the points, over its settled records; null while none is.

    Ordered by name: a sample is too small, and the files too unlike, for a ranking.
    """

    agency_name: str
    drawn: int
    settled: int
    failed: int
    percent: float | None


class DrawWire(msgspec.Struct):
    row: DrawRow
    cases: list[DrawnCase]
    agencies: list[AgencySummary]


class SheetRow(msgspec.Struct):
    id: UUID
    draw_id: UUID
    draw_title: str
    inspection_id: UUID
    subject_name: str
    agency_name: str
    part: Literal["first", "second", "arbiter"]
    assigned_at: datetime
    submitted_at: datetime | None


class OtherSheet(msgspec.Struct):
    part: Literal["first", "second", "arbiter"]
    reviewer: str
    marks: list[Mark]
    words: str
    result: Result


class SheetWire(msgspec.Struct):
    """``others``: empty until both reviewers have handed in; an arbiter sees both from the start.

    ``disputed``: codes of the items that the arbiter decides, each with a reason; the others are agreed.
    """

    row: SheetRow
    rubric: RubricWire
    marks: list[Mark]
    words: str
    result: Result
    others: list[OtherSheet]
    disputed: list[str]


class SheetDraft(msgspec.Struct, forbid_unknown_fields=True):
    """``submit``: hand in, for good; otherwise keep as it is so far."""

    marks: Annotated[list[Mark], msgspec.Meta(max_length=200)]
    words: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    submit: bool = False


class Marked(msgspec.Struct):
    """A mark beside the item's own words. ``lost``: points; 0 for a veto item, which fails the whole."""

    item: str
    text: str
    veto: bool
    lost: int
    words: str
    entries: list[str]


class Appraisal(msgspec.Struct):
    """A settled result as the agency and the officers see it: what was marked, not by whom."""

    draw_id: UUID
    draw_title: str
    rubric_name: str
    settled: Literal["agreed", "arbitrated"]
    result: Result
    marks: list[Marked]
    statements: list[StatementWire]


class StatementDraft(msgspec.Struct, forbid_unknown_fields=True):
    words: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
