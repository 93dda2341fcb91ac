"""A box of ratings: what one agency was given in one quarter. Pure, but for the randomness of a seal.

A box holds counts and words, no row a rating; its words are in the order of the alphabet, which is no order of time.
Sealed (AES-256-GCM) and padded, it tells whoever lacks the secret neither how many ratings there are nor of what kind.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from zhifa.clock import SHANGHAI
from zhifa.feedback.words import VERDICTS

#: Fewer ratings than this are shown to nobody.
FEWEST = 5
#: Shares are shown in tenths, counts in fives: one rating more or less is mostly not seen.
TENTH = 10
PADDING = 8192  # bytes
NONCE_BYTES = 12


class Box(msgspec.Struct, frozen=True):
    """``counts``: by verdict, 1 to 5."""

    counts: Mapping[int, int] = {}
    words: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def with_rating(self, verdict: int, words: str) -> "Box":
        counts = {each: self.counts.get(each, 0) + (each == verdict) for each in VERDICTS}
        return Box(counts, tuple(sorted([*self.words, words] if words else self.words)))


class Shown(msgspec.Struct):
    """What is published of a box. ``at_least``: ratings, rounded down to fives; shares in percent, to tens."""

    period: str
    at_least: int
    satisfied: int  # 很满意, 满意
    fairly: int  # 基本满意
    dissatisfied: int  # 不满意, 很不满意


def period_of(at: datetime) -> str:
    """The quarter in which the moment lies, Asia/Shanghai: ``2026Q4``."""
    local = at.astimezone(SHANGHAI)
    return f"{local.year}Q{(local.month + 2) // 3}"


def last_period(at: datetime) -> str:
    """The latest quarter that has ended: one that still runs is never shown, so that nothing is seen to grow."""
    year, quarter = int(period_of(at)[:4]), int(period_of(at)[-1])
    return f"{year}Q{quarter - 1}" if quarter > 1 else f"{year - 1}Q4"


def shown(box: Box, period: str) -> Shown | None:
    """None below ``FEWEST``."""
    if box.total < FEWEST:
        return None
    satisfied, fairly, dissatisfied = (
        round(10 * sum(box.counts.get(each, 0) for each in verdicts) / box.total) * TENTH
        for verdicts in ((5, 4), (3,), (2, 1))
    )
    return Shown(period, box.total // FEWEST * FEWEST, satisfied, fairly, dissatisfied)


def sealed(key: bytes, period: str, agency: UUID, box: Box) -> bytes:
    content = msgspec.json.encode(box)
    padded = content.ljust(-(-len(content) // PADDING) * PADDING)
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, padded, _about(period, agency))


def opened(key: bytes, period: str, agency: UUID, content: bytes) -> Box:
    """Raises cryptography's InvalidTag where the secret is another one than it was."""
    plain = AESGCM(key).decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], _about(period, agency))
    return msgspec.json.decode(plain, type=Box)


def _about(period: str, agency: UUID) -> bytes:
    """What a seal is bound to, so that no box is taken for another."""
    return f"{period}/{agency}".encode()
