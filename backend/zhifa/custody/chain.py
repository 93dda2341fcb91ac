"""How the ledger is chained and what a checkpoint of it says.

``head(n) = base64url(SHA-256(head(n - 1) ‖ sha256(n)))`` over the 32 bytes of each; before the first place 32 zeros. So
one head stands for every entry before it: none can be taken out, altered or put in between without each later head
being another. A checkpoint is a head that the server signed, for others to keep.
"""

import base64
import hashlib

import msgspec

from zhifa.identity.keyring import ServerKey
from zhifa.identity.statements import KeyOf, read, state

TYPE = "ledger-checkpoint+jwt"
#: The head before the first place, of 32 zeros.
EMPTY = "A" * 43


class Checkpointed(msgspec.Struct):
    """At ``iat`` (seconds since 1970) the ledger had ``position`` places and this ``head``. ``demo``: invented data
    演示数据."""

    iss: str
    iat: int
    position: int
    head: str
    demo: bool


def following(head: str, sha256: str) -> str:
    """The head after one more entry; both base64url without padding, of 32 bytes."""
    said = hashlib.sha256(_bytes(head) + _bytes(sha256)).digest()
    return base64.urlsafe_b64encode(said).decode().rstrip("=")


def signed(said: Checkpointed, key: ServerKey) -> str:
    return state(said, TYPE, key)


def opened(jws: str, key_of: KeyOf) -> Checkpointed:
    """Raises NotStated."""
    return read(jws, TYPE, key_of, Checkpointed)


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=")
