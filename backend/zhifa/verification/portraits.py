"""The path under which a verification page shows its portrait: signed by the server, and dead after ten minutes.

``base64url(expiry, 4 bytes ‖ SHA-256 of the original, 32 ‖ HMAC-SHA256, first 16)``, by a key of the ring.
"""

import base64
import binascii
import hashlib
import hmac
from datetime import datetime, timedelta
from functools import lru_cache

from zhifa.errors import NotFound
from zhifa.identity.keyring import KeyRing, ServerKey

LIFE = timedelta(minutes=10)
_SIGNED = 36


class PortraitPathExpired(NotFound):
    code = "portrait_path_expired"
    detail = "照片链接已过期。请重新扫码核验。"


def path(ring: KeyRing, sha256: str, at: datetime) -> str:
    expires = int((at + LIFE).timestamp())
    said = expires.to_bytes(4, "big") + bytes.fromhex(sha256)
    return "/v/portrait/" + base64.urlsafe_b64encode(said + _mac(ring.signing(), said)).decode().rstrip("=")


def opened(ring: KeyRing, text: str, at: datetime) -> str:
    """The SHA-256 that a path names.

    Raises:
        PortraitPathExpired: it is not ours, or no longer.
    """
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as error:
        raise PortraitPathExpired from error
    said, mac = raw[:_SIGNED], raw[_SIGNED:]
    ours = any(hmac.compare_digest(_mac(key, said), mac) for key in ring.in_rotation())
    if not ours or at.timestamp() >= int.from_bytes(said[:4], "big"):
        raise PortraitPathExpired
    return said[4:].hex()


def _mac(key: ServerKey, said: bytes) -> bytes:
    return hmac.new(_secret(key), said, hashlib.sha256).digest()[:16]


@lru_cache(maxsize=16)
def _secret(key: ServerKey) -> bytes:
    return key.secret("portrait path")
