"""Verifications on the wire."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from zhifa.credentials.schemas import KindName, StatusName

Answer = Literal["valid", "invalid", "unverifiable"]
Reason = Literal[
    "expired",
    "suspended",
    "withdrawn",
    "cancelled",
    "voided",
    "lost",
    "unknown",
    "forged",
    "stale",
    "device_revoked",
    "assisting",
    "not_yet_valid",
    "card_replaced",
    "reused",
]


class NewVerification(msgspec.Struct):
    """``code``: a presentation code, a card code, or the whole address that was scanned."""

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=600)]


class ShownCredential(msgspec.Struct):
    """What the law makes public of a certificate. ``portrait``: a path that works for ten minutes."""

    number: str
    name: str
    agency_id: UUID
    agency_name: str
    kind: KindName
    category: str
    area: str
    valid_from: date
    valid_to: date
    portrait: str | None


class ShownVisit(msgspec.Struct):
    """The visit that a code names, if the server knows of it. ``takes_part``: whether the officer is one of its."""

    id: UUID
    agency_name: str
    opened_at: datetime
    closed_at: datetime | None
    takes_part: bool


class Verification(msgspec.Struct):
    """``answer`` is as of ``as_of``; ``status_presented`` is the certificate's status when the code was made.
    ``visit_page``: address of the visit's public page, for who was shown the code."""

    answer: Answer
    reason: Reason | None
    as_of: datetime
    credential: ShownCredential | None = None
    visit: ShownVisit | None = None
    presented_at: datetime | None = None
    status_now: StatusName | None = None
    status_presented: StatusName | None = None
    visit_page: str | None = None


class Unusual(msgspec.Struct):
    """Something about a certificate's verifications of one day that asks for a look.

    ``kind``: ``code_in_many_places`` (one dynamic code), ``card_in_many_places``, ``many_stale``. ``count``:
    places, or stale presentations. ``day`` is in the zone of the law.
    """

    kind: Literal["code_in_many_places", "card_in_many_places", "many_stale"]
    day: date
    number: str
    officer_name: str
    agency_id: UUID
    agency_name: str
    count: int
    first_at: datetime
    last_at: datetime


class ReportRow(msgspec.Struct):
    """举报假冒执法人员 as it was written. ``agency_name``: of the certificate shown, where it is a real one."""

    id: UUID
    receipt: str
    at: datetime
    shown: str
    place: str
    words: str
    contact: str
    agency_name: str | None


class PublicKey(msgspec.Struct):
    """RFC 7517."""

    kty: str
    crv: str
    x: str
    y: str
    kid: str
    alg: str
    use: str


class PublicKeys(msgspec.Struct):
    keys: list[PublicKey]
