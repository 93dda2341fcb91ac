"""The address of a visit's public page: a ticket that whoever was shown a code is given, and nobody can make.

The visit's 16 bytes and the number of the certificate that was shown, sealed under a secret that the database does not
hold. So there is a page before the phone has sent the visit, no row has to be looked up to tell a true ticket from a
false one, and a visit's id, which its agency knows, opens nothing.
"""

from dataclasses import dataclass
from uuid import UUID

from zhifa.identity.keyring import KeyRing
from zhifa.identity.seals import seal, unseal

PURPOSE = "visit page"
ID_BYTES = 16
MAX_LENGTH = 150


@dataclass(frozen=True, slots=True)
class Ticket:
    inspection: UUID
    number: str


def path(ring: KeyRing, ticket: Ticket) -> str:
    """``/i/<ticket>``."""
    return f"/i/{seal(ring.lasting(PURPOSE), ticket.inspection.bytes + ticket.number.encode())}"


def read(ring: KeyRing, text: str) -> Ticket | None:
    """The ticket; None for whatever we did not write."""
    said = unseal(ring.lasting(PURPOSE), text[:MAX_LENGTH])
    if said is None or len(said) <= ID_BYTES:
        return None
    return Ticket(UUID(bytes=said[:ID_BYTES]), said[ID_BYTES:].decode())
