"""What a printed record 打印件 says of itself, in its code: which visit, when it was printed, and the last entry of
each chain that it was printed from.

An entry names the one before it by its hash, so the last one stands for all: whoever holds the paper holds us to every
entry that was there. Sealed under a secret that the database does not hold, so that nobody can make a code for a paper
that was never printed; no row is needed for one that was.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from zhifa.identity.keyring import KeyRing
from zhifa.identity.seals import seal, unseal

PURPOSE = "printed record"
MAX_LENGTH = 2000
_ID, _TIME, HEAD_BYTES = 16, 4, 16


@dataclass(frozen=True, slots=True)
class Paper:
    """``printed_at``: UTC, whole seconds. ``heads``: of each chain the first 16 bytes of its last entry's SHA-256."""

    inspection: UUID
    printed_at: datetime
    heads: tuple[bytes, ...]


def head_of(sha256: str) -> bytes:
    """``sha256``: base64url, as entries name each other."""
    return base64.urlsafe_b64decode(sha256 + "=")[:HEAD_BYTES]


def printed(inspection: UUID, at: datetime, last_entries: Iterable[str]) -> Paper:
    """``last_entries``: base64url SHA-256 of the last entry of each chain."""
    return Paper(inspection, at.astimezone(UTC).replace(microsecond=0), tuple(sorted(map(head_of, last_entries))))


def path(ring: KeyRing, paper: Paper) -> str:
    """``/d/<code>``."""
    when = int(paper.printed_at.timestamp()).to_bytes(_TIME, "big")
    return f"/d/{seal(ring.lasting(PURPOSE), paper.inspection.bytes + when + b''.join(paper.heads))}"


def read(ring: KeyRing, text: str) -> Paper | None:
    """What a code says; None for whatever we did not write."""
    said = unseal(ring.lasting(PURPOSE), text[:MAX_LENGTH])
    if said is None or len(said) < _ID + _TIME:
        return None
    when, heads = int.from_bytes(said[_ID : _ID + _TIME], "big"), said[_ID + _TIME :]
    return Paper(
        UUID(bytes=said[:_ID]),
        datetime.fromtimestamp(when, UTC),
        tuple(heads[at : at + HEAD_BYTES] for at in range(0, len(heads), HEAD_BYTES)),
    )
