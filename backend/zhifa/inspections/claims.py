"""What a field entry signs (``entries.schema.json`` says the same to everyone else)."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

#: RFC 9562 in its one canonical writing, so that ids are equal exactly where their texts are.
UUID_PATTERN = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
#: RFC 3339 with offset, no leap second, within years that every engine can hold.
INSTANT_PATTERN = (
    "^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$"
)

UuidText = Annotated[str, Meta(pattern=UUID_PATTERN, max_length=36)]
InstantText = Annotated[str, Meta(pattern=INSTANT_PATTERN, max_length=35)]


class Position(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """WGS-84, degrees; ``acc`` in metres; ``at`` is the time of the fix."""

    lat: Annotated[float, Meta(ge=-90, le=90)]
    lon: Annotated[float, Meta(ge=-180, le=180)]
    acc: Annotated[float, Meta(ge=0, le=1e8)]
    at: InstantText
    crs: Literal["WGS84"]


class Mono(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Milliseconds on the monotonic clock since ``boot``: a changed wall clock shows against it."""

    ms: Annotated[int, Meta(ge=0, le=2**53)]
    boot: UuidText


class Claims(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``prev``: base64url SHA-256 of the previous compact JWS of the chain, null at ``seq`` 0."""

    jti: UuidText
    sub: UuidText
    seq: Annotated[int, Meta(ge=0, le=999_999)]
    prev: Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{43}$", max_length=43)] | None
    kind: Annotated[str, Meta(max_length=40)]
    at: InstantText
    mono: Mono
    pos: Position | None
    body: dict[str, Any]
    pos_error: Annotated[str, Meta(min_length=1, max_length=200)] | UnsetType = UNSET
