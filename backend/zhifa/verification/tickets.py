"""The address of a visit's public page: a ticket that whoever was shown a code is given, and nobody can make.

base64url of the visit's 16 bytes, the number of the certificate that was shown, and 16 bytes of an HMAC-SHA256 over
both under a secret that the database does not hold. So there is a page before the phone has sent the visit, no row
has to be looked up to tell a true ticket from a false one, and a visit's id, which its agency knows, opens nothing.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from zhifa.identity.keyring import KeyRing

PURPOSE = "visit page"
MAC_BYTES = 16
MAX_LENGTH = 150


@dataclass(frozen=True, slots=True)
class Ticket:
    inspection: UUID
    number: str


def path(ring: KeyRing, ticket: Ticket) -> str:
    """``/i/<ticket>``."""
    said = ticket.inspection.bytes + ticket.number.encode()
    return f"/i/{base64.urlsafe_b64encode(said + _mac(ring, said)).decode().rstrip('=')}"


def read(ring: KeyRing, text: str) -> Ticket | None:
    """The ticket; None for whatever we did not write."""
    try:
        raw = base64.urlsafe_b64decode(text[:MAX_LENGTH] + "=" * (-len(text[:MAX_LENGTH]) % 4))
    except ValueError:
        raw = b""
    said, mac = raw[:-MAC_BYTES], raw[-MAC_BYTES:]
    if not hmac.compare_digest(mac, _mac(ring, said)) or len(said) <= MAC_BYTES:
        return None
    return Ticket(UUID(bytes=said[:16]), said[16:].decode())


def _mac(ring: KeyRing, said: bytes) -> bytes:
    return hmac.new(ring.lasting(PURPOSE), said, hashlib.sha256).digest()[:MAC_BYTES]
