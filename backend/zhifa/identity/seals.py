"""What the server wrote and nobody else can have written: bytes with the first 16 of an HMAC-SHA256 behind them."""

import base64
import hashlib
import hmac

MAC_BYTES = 16


def seal(secret: bytes, said: bytes) -> str:
    """base64url, without padding."""
    return base64.urlsafe_b64encode(said + _mac(secret, said)).decode().rstrip("=")


def unseal(secret: bytes, text: str) -> bytes | None:
    """What was sealed; None for whatever we did not write."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raw = b""
    said, mac = raw[:-MAC_BYTES], raw[-MAC_BYTES:]
    return said if hmac.compare_digest(mac, _mac(secret, said)) else None


def _mac(secret: bytes, said: bytes) -> bytes:
    return hmac.new(secret, said, hashlib.sha256).digest()[:MAC_BYTES]
