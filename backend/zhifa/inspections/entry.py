"""One signed entry: from the bytes a phone sent to an :class:`Entry`, or to a :class:`Refusal` that says why not.

A compact JWS (RFC 7515 §3.1), ES256, header exactly ``alg``, ``kid``, ``typ``. Nothing here looks at the clock or
the database: what verifies today verifies in ten years. What the field says is never judged, only its form.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal
from uuid import UUID

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from msgspec import UNSET

from zhifa.inspections.bodies import BodyInvalid, check_body, kinds
from zhifa.inspections.claims import Claims

TYPE = "field-entry+jwt"
#: base64url without padding in three parts; an ES256 signature is 64 bytes (RFC 7518 §3.4),
#: whose last character has four bits to spare: zero, so that no second writing of it passes.
COMPACT = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{85}[AQgw])")
STARTS = frozenset({"opened", "joined"})


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    alg: str
    kid: UUID
    typ: Literal["field-entry+jwt"]


_header = msgspec.json.Decoder(Header)
_claims = msgspec.json.Decoder(Claims)
_ES256 = jwt.algorithms.ECAlgorithm(jwt.algorithms.ECAlgorithm.SHA256)


@dataclass(frozen=True, slots=True)
class Entry:
    """A verified entry. ``sha256``: base64url of the compact JWS, what the next ``prev`` must say."""

    jws: str
    sha256: str
    device: UUID
    jti: UUID
    inspection: UUID
    at: datetime
    claims: Claims

    @property
    def seq(self) -> int:
        return self.claims.seq


@dataclass(frozen=True, slots=True)
class Refusal:
    """``code`` is stable; ``detail`` is for the officer: what happened, what is kept, what next."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class DeviceKey:
    account: UUID
    key: EllipticCurvePublicKey


@dataclass(frozen=True, slots=True)
class Sender:
    """Who hands the entries in; ``device`` looks a device up by its id."""

    account: UUID
    officer: UUID | None
    agency: UUID | None
    device: Callable[[UUID], DeviceKey | None]


class _Refused(Exception):
    def __init__(self, code: str, detail: str) -> None:
        self.refusal = Refusal(code, detail)


def verify(jws: str, sender: Sender, *, max_bytes: int) -> Entry | Refusal:
    """Checks form, signature, claims and body of one entry."""
    try:
        _check_size(jws, max_bytes)
        device = _check_signature(jws, sender)
        entry = _entry(jws, device)
        _check_content(entry.claims)
        _check_sender(entry.claims, sender)
    except _Refused as refused:
        return refused.refusal
    return entry


def reread(jws: str) -> Entry:
    """An entry that was verified when it was taken in, read again from its bytes."""
    return _entry(jws, _head(jws.split(".", 1)[0]).kid)


def digest(jws: str) -> str:
    """SHA-256 of the compact JWS, base64url without padding."""
    return base64.urlsafe_b64encode(hashlib.sha256(jws.encode()).digest()).decode().rstrip("=")


def glimpse(jws: str) -> Mapping[str, Any]:
    """What the payload seems to say, trusted by nobody: to label what is quarantined. Empty if unreadable."""
    try:
        claims = msgspec.json.decode(_decoded(jws.split(".")[1]))
    except (ValueError, IndexError, RecursionError):
        return {}
    return claims if isinstance(claims, dict) else {}


def kid_of(jws: str) -> UUID | None:
    """The device that the header names, trusted by nobody; None where none can be read."""
    try:
        return _head(jws.split(".", 1)[0]).kid
    except ValueError:
        return None


def _check_size(jws: str, max_bytes: int) -> None:
    if len(jws) > max_bytes:
        raise _Refused(
            "entry_too_large", f"这条记录超过 {max_bytes // 1024} KB,服务器已留存但未采用。请分成几条重新记录。"
        )


def _check_signature(jws: str, sender: Sender) -> UUID:
    """The device that signed: known, the sender's own, and its key fits."""
    head, signed, signature = _parts(jws)
    device = sender.device(head.kid)
    if device is None:
        raise _Refused("device_unknown", "签名的设备没有登记,服务器已留存但未采用。请在这台手机上重新登录后再试。")
    if device.account != sender.account:
        raise _Refused("device_not_yours", "这条记录由他人账号的设备签名,服务器已留存但未采用。请用原账号登录后上传。")
    if not _ES256.verify(signed, device.key, signature):
        raise _Refused("signature_invalid", "签名与内容不符,服务器已留存但未采用。请联系本单位管理员核查。")
    return head.kid


def _parts(jws: str) -> tuple[Header, bytes, bytes]:
    """The header, what is signed, and the signature. The algorithm is ours to say, not the header's."""
    compact = COMPACT.fullmatch(jws)
    if compact is None:
        raise _malformed()
    try:
        head = _head(compact[1])
    except ValueError:
        raise _malformed() from None
    if head.alg != "ES256":
        raise _Refused("signature_invalid", "签名算法不被接受,服务器已留存但未采用。请更新应用后再试。")
    return head, jws[: compact.end(2)].encode(), _decoded(compact[3])


@lru_cache(maxsize=4096)
def _head(part: str) -> Header:
    """The headers of a device are all the same bytes."""
    return _header.decode(_decoded(part))


def _entry(jws: str, device: UUID) -> Entry:
    try:
        claims = _claims.decode(_decoded(jws.split(".")[1]))
        at = datetime.fromisoformat(claims.at)
    except (ValueError, RecursionError) as error:
        raise _Refused(
            "claims_invalid", f"记录的格式不符合要求({error}),服务器已留存但未采用。请更新应用后再试。"
        ) from None
    return Entry(jws, digest(jws), device, UUID(claims.jti), UUID(claims.sub), at, claims)


def _check_content(claims: Claims) -> None:
    if (claims.pos is None) == (claims.pos_error is UNSET) or (claims.prev is None) != (claims.seq == 0):
        raise _Refused("claims_invalid", "记录的格式不符合要求,服务器已留存但未采用。请更新应用后再试。")
    if claims.kind not in kinds():
        raise _Refused("kind_unknown", "服务器不认识这种记录,已留存但未采用。服务器升级后可再次上传。")
    try:
        check_body(claims.kind, claims.body)
    except BodyInvalid as error:
        raise _Refused(
            "body_invalid", f"记录内容不符合要求({error}),服务器已留存但未采用。请更新应用后再试。"
        ) from None
    if not _starts_well(claims):
        raise _Refused(
            "chain_start_invalid", "记录的次序不符合要求:只能由“开始检查”或“加入检查”起头。服务器已留存但未采用。"
        )


def _starts_well(claims: Claims) -> bool:
    """A chain starts with ``opened``, or ``joined`` from a device; neither comes later."""
    starts = claims.kind == "opened" or (claims.kind == "joined" and claims.body["via"] == "device")
    return starts == (claims.seq == 0)


def _check_sender(claims: Claims, sender: Sender) -> None:
    """Whoever starts a chain is its officer, and opens for their own agency: this decides who may see it."""
    if claims.seq > 0:
        return
    mine = claims.body["officer"]["officer"] == str(sender.officer)
    if claims.kind == "opened":
        mine = mine and claims.body["agency"] == str(sender.agency)
    if not mine:
        raise _Refused(
            "officer_mismatch", "记录中的执法人员或单位与登录账号不一致,服务器已留存但未采用。请用本人账号上传。"
        )


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _malformed() -> _Refused:
    return _Refused("entry_malformed", "内容不是有效的签名记录,服务器已留存但未采用。请更新应用后再试。")
