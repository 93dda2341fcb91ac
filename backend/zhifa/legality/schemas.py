"""What goes over the wire of 法制审核."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

PointName = Literal["jurisdiction", "facts", "evidence", "law", "procedure", "discretion", "documents"]
GroundName = Literal["legal_exam", "before_2018"]
StateName = Literal["waiting", "agreed", "amend", "refused", "recused", "recalled"]
Standing = Literal["none", "waiting", "agreed", "amend", "refused", "stale"]
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class LegalGround(msgspec.Struct):
    """Why a decision is major: a sentence with the figures, and the article."""

    code: str
    words: str
    source: str
    entries: list[str]


class LegalPoint(msgspec.Struct, forbid_unknown_fields=True):
    """A point of 行政处罚法 art. 58 and 国办发〔2018〕118号 that a reviewer looks at. ``entries``: what it is about."""

    point: PointName
    met: bool
    words: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    entries: Annotated[list[str], msgspec.Meta(max_length=50)] = []


class LegalReviewRow(msgspec.Struct):
    """``mine``: the asker is the reviewer. ``stale``: what it reviewed is no longer what is decided."""

    id: UUID
    inspection_id: UUID
    subject_name: str
    agency_name: str
    round: int
    state: StateName
    grounds: list[LegalGround]
    request: str
    requested_by: str
    requested_at: datetime
    reviewer: str
    reviewer_unit: str
    mine: bool
    ended_at: datetime | None


class LegalReviewWire(msgspec.Struct):
    """``decisive_sha256``: what is decided as of now; an opinion names the one it saw. ``qualification``: in words,
    as it stood on the day."""

    row: LegalReviewRow
    decisive_sha256: str
    points: list[LegalPoint]
    words: str
    qualification: str


class Legality(msgspec.Struct):
    """Where a record stands. ``blocks``: it cannot be accepted as it is, and ``detail`` says what is to be done."""

    grounds: list[LegalGround]
    standing: Standing
    blocks: bool
    detail: str
    reviews: list[LegalReviewWire]


class LegalCandidate(msgspec.Struct):
    """Somebody who may review this record today. ``waiting``: reviews that they have open."""

    account_id: UUID
    name: str
    unit: str
    qualification: str
    shared: bool
    waiting: int


class LegalReviewRequest(msgspec.Struct, forbid_unknown_fields=True):
    reviewer_id: UUID
    words: Words


class LegalOpinion(msgspec.Struct, forbid_unknown_fields=True):
    """Every point is answered; what is not met is told in words."""

    opinion: Literal["agreed", "amend", "refused"]
    decisive_sha256: str
    points: Annotated[list[LegalPoint], msgspec.Meta(max_length=20)]
    words: Annotated[str, msgspec.Meta(max_length=4000)] = ""


class LegalEnding(msgspec.Struct, forbid_unknown_fields=True):
    words: Words


class QualificationRow(msgspec.Struct):
    """``holds``: today."""

    id: UUID
    account_id: UUID
    name: str
    unit: str
    ground: GroundName
    number: str
    since: date
    valid_from: date
    valid_to: date | None
    shared_in: str | None
    shared_name: str | None
    words: str
    recorded_by: str
    recorded_at: datetime
    end_words: str
    holds: bool


class QualificationDraft(msgspec.Struct, forbid_unknown_fields=True):
    """``number``: of the certificate, or of the document that shows the earlier work."""

    account_id: UUID
    ground: GroundName
    number: Annotated[str, msgspec.Meta(min_length=4, max_length=60)]
    since: date
    valid_from: date
    words: Annotated[str, msgspec.Meta(max_length=1000)] = ""
    shared_in: str | None = None


class QualificationEnd(msgspec.Struct, forbid_unknown_fields=True):
    """``last_day``: the last on which it holds."""

    last_day: date
    words: Words


class LegalHolder(msgspec.Struct):
    """An account that may be given a qualification."""

    account_id: UUID
    name: str
    unit: str
