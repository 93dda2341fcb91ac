"""A little work in return for one more sending 工作量证明, asked of an address or a page that has sent too often.

The challenge is stateless: until when it may be answered, how hard it is, for what page and whose address, sealed by
an HMAC. The answer is a number such that the SHA-256 of challenge and number begins with so many zero bits; each
further one of an hour is twice as hard. Used ones are remembered by each process until they run out. Pure but for that.
"""

import hashlib
import hmac
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from zhifa.verification.limits import MAX_KEYS

PURPOSE = "proof of work"
GOOD_FOR = timedelta(minutes=15)
MAX_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Challenge:
    """``text``: what the work is done upon; ``bits``: how many of the hash are zero."""

    text: str
    bits: int


class Proofs:
    """Gives challenges and takes their answers. ``key``: a secret of the installation. Safe for threads."""

    def __init__(self, key: bytes) -> None:
        self._key, self._lock = key, threading.Lock()
        self._used: OrderedDict[str, datetime] = OrderedDict()

    def challenge(self, about: str, bits: int, at: datetime) -> Challenge:
        """``about``: page and address; an answer holds for no other."""
        until = int((at + GOOD_FOR).timestamp())
        said = f"{until:x}.{bits}.{secrets.token_hex(8)}"
        return Challenge(f"{said}.{self._mac(said, about)}", bits)

    def takes(self, answer: str, about: str, bits: int, at: datetime) -> bool:
        """Whether ``challenge:number`` is right, in time, hard enough now, and new."""
        text, _, number = answer[:MAX_LENGTH].rpartition(":")
        said, _, mac = text.rpartition(".")
        until, _, rest = said.partition(".")
        asked, _, _salt = rest.partition(".")
        if not hmac.compare_digest(mac.encode(), self._mac(said, about).encode()) or not number.isdecimal():
            return False
        if int(asked) < bits or at.timestamp() > int(until, 16) or zero_bits(answer) < int(asked):
            return False
        return self._is_new(text, at)

    def _is_new(self, text: str, at: datetime) -> bool:
        with self._lock:
            while self._used and (next(iter(self._used.values())) < at - GOOD_FOR or len(self._used) > MAX_KEYS):
                self._used.popitem(last=False)
            if text in self._used:
                return False
            self._used[text] = at
            return True

    def _mac(self, said: str, about: str) -> str:
        return hmac.new(self._key, f"{said}\n{about}".encode(), hashlib.sha256).hexdigest()[:32]


def zero_bits(text: str) -> int:
    """How many bits the SHA-256 of the text begins with that are zero."""
    return 256 - int.from_bytes(hashlib.sha256(text.encode()).digest()).bit_length()
