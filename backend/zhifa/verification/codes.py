"""Codes that a citizen scans: from the text of one to what it says, without a look at the clock or the database.

Presentation code 亮证码, dynamic: a compact JWS (RFC 7515 §3.1), ES256 by the officer's phone, header exactly
``{"alg":"ES256","kid":<device's short id>,"typ":"p+jwt"}``, payload ``{"c":<certificate number>,
"t":<unix seconds>,"i":<base64url of the visit's 16 bytes, if there is one>}``. Its SHA-256 is its identity.
Card code 卡面码, printed: base64url of 16 random bytes. As an address: ``<base>/v/<JWS>`` and ``<base>/c/<22>``.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Any, Literal
from uuid import UUID

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from msgspec import Meta

from zhifa.inspections.entry import COMPACT

TYPE = "p+jwt"
#: Characters of the longest code that is looked at, address included.
MAX_LENGTH = 600

_CARD = re.compile(r"[A-Za-z0-9_-]{21}[AQgw]")
_ADDRESS = re.compile(r"(?:https?://[^/?#]+)?/(?:v|c)/([^/?#]+)", re.IGNORECASE)
_ES256 = jwt.algorithms.ECAlgorithm(jwt.algorithms.ECAlgorithm.SHA256)


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    alg: Literal["ES256"]
    kid: Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{11}$")]
    typ: Literal["p+jwt"]


class Payload(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    c: Annotated[str, Meta(max_length=60, pattern=r"^[^\x00-\x1f\x7f]+$")]
    t: Annotated[int, Meta(ge=0, le=2**33)]
    i: Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{21}[AQgw]$")] | None = None


_header = msgspec.json.Decoder(Header)
_payload = msgspec.json.Decoder(Payload)


@dataclass(frozen=True, slots=True)
class Dynamic:
    """What a presentation code says; true only if ``signed_by`` its device's key."""

    text: str
    device: str
    number: str
    at: datetime
    inspection: UUID | None


@dataclass(frozen=True, slots=True)
class Card:
    text: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Nothing that this product ever drew."""

    text: str


Code = Dynamic | Card | Unreadable


def read(text: str) -> Code:
    """``text``: the code, or the whole address that was scanned."""
    address = _ADDRESS.fullmatch(text.strip()[:MAX_LENGTH])
    bare = address[1] if address else text.strip()[:MAX_LENGTH]
    if _CARD.fullmatch(bare):
        return Card(bare)
    return _dynamic(bare) or Unreadable(bare)


def digest(code: Code) -> str:
    """SHA-256 of the code's text, hexadecimal."""
    return hashlib.sha256(code.text.encode()).hexdigest()


def signed_by(code: Dynamic, jwk: Mapping[str, Any] | None) -> bool:
    """Whether the key signed the code. Without a key the same work is done, and it did not."""
    key = _stranger() if jwk is None else _key(str(jwk["x"]), str(jwk["y"]))
    signed, _, signature = code.text.rpartition(".")
    return _ES256.verify(signed.encode(), key, _decoded(signature)) and jwk is not None


def _dynamic(text: str) -> Dynamic | None:
    compact = COMPACT.fullmatch(text)
    if compact is None:
        return None
    try:
        device, payload = _device(compact[1]), _payload.decode(_decoded(compact[2]))
    except (ValueError, RecursionError):
        return None
    inspection = UUID(bytes=_decoded(payload.i)) if payload.i else None
    return Dynamic(text, device, payload.c, datetime.fromtimestamp(payload.t, UTC), inspection)


@lru_cache(maxsize=4096)
def _device(header: str) -> str:
    """The short id in a header; all codes of a device have the same one."""
    return _header.decode(_decoded(header)).kid


@lru_cache(maxsize=4096)
def _key(x: str, y: str) -> ec.EllipticCurvePublicKey:
    across, up = (int.from_bytes(_decoded(part), "big") for part in (x, y))
    return ec.EllipticCurvePublicNumbers(across, up, ec.SECP256R1()).public_key()


@lru_cache(maxsize=1)
def _stranger() -> ec.EllipticCurvePublicKey:
    """A key nobody holds, so that a device nobody knows takes as long as one that is known."""
    return ec.generate_private_key(ec.SECP256R1()).public_key()


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
