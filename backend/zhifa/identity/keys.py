"""A device's public key: which are taken, and by what name they are known (RFC 7517, 7638)."""

import base64
import binascii
import hashlib
import json

from cryptography.hazmat.primitives.asymmetric import ec

from zhifa.errors import BadRequest
from zhifa.identity.schemas import PublicJwk

COORDINATE_BYTES = 32
SHORT_BYTES = 8


class DeviceKeyInvalid(BadRequest):
    code = "device_key_invalid"
    detail = "手机密钥无效,设备未登记。请更新浏览器后重新登录,手机上已保存的内容不受影响。"


def canonical(jwk: PublicJwk) -> dict[str, str]:
    """The members that matter, of a public P-256 key that lies on its curve.

    Raises:
        DeviceKeyInvalid: another curve, no point of it, not canonical base64url, or a private key.
    """
    if jwk.kty != "EC" or jwk.crv != "P-256" or jwk.d is not None:
        raise DeviceKeyInvalid
    try:
        x, y = _coordinate(jwk.x), _coordinate(jwk.y)
        ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    except (ValueError, binascii.Error) as error:
        raise DeviceKeyInvalid from error
    return {"crv": jwk.crv, "kty": jwk.kty, "x": jwk.x, "y": jwk.y}


def thumbprint(jwk: dict[str, str]) -> str:
    """RFC 7638 §3: SHA-256 over the required members, sorted, without blanks."""
    content = json.dumps(jwk, sort_keys=True, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")


def short_id(thumb: str) -> str:
    """The first 8 bytes of a thumbprint, 11 characters: how a presentation code names its device in few bytes."""
    raw = base64.urlsafe_b64decode(thumb + "=")
    return base64.urlsafe_b64encode(raw[:SHORT_BYTES]).decode().rstrip("=")


def _coordinate(text: str) -> int:
    """32 bytes in base64url without padding, and in no second spelling: the thumbprint is over the text."""
    raw = base64.b64decode(text + "=", altchars=b"-_", validate=True)
    if len(raw) != COORDINATE_BYTES or base64.urlsafe_b64encode(raw).decode().rstrip("=") != text:
        raise ValueError("not a coordinate of P-256")
    return int.from_bytes(raw, "big")
