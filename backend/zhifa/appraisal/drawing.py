"""The draw of a sample, which anyone can make again. Pure.

The list is frozen first and its hash is published; the seed is named afterwards. So neither can be chosen to
suit the other. Each record of the list is given a number by the seed, and those with the lowest are drawn:

    list hash = SHA-256 of the ids, lower case, in order, each followed by a line feed, as hex
    number    = HMAC-SHA-256 (key: the seed as UTF-8; message: "<list hash>:<id>"), as hex
"""

import hashlib
import hmac
from collections.abc import Iterable
from heapq import nsmallest
from uuid import UUID


def list_hash(ids: Iterable[UUID]) -> str:
    """The hash of a list. ``ids`` come in ascending order; one that does not is refused.

    Raises:
        ValueError: the ids are not in ascending order, or one stands twice.
    """
    digest, before = hashlib.sha256(), ""
    for each in ids:
        text = str(each)
        if text <= before:
            raise ValueError("the list must be in ascending order")
        digest.update(f"{text}\n".encode())
        before = text
    return digest.hexdigest()


def number_of(record: UUID, *, seed: str, listed: str) -> str:
    """The number that decides whether the record is drawn; the lowest are."""
    return hmac.new(seed.encode(), f"{listed}:{record}".encode(), hashlib.sha256).hexdigest()


def draw(ids: Iterable[UUID], *, seed: str, listed: str, size: int) -> list[UUID]:
    """The drawn records, in the order in which they were drawn; all of them where there are no more than ``size``."""
    return nsmallest(size, ids, key=lambda record: (number_of(record, seed=seed, listed=listed), record))
