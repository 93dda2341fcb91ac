"""How often one address may ask, and how often one code may be asked for.

Counted in the memory of each process, in windows of a minute, for a bounded number of keys: a question costs no
row and a restart forgets. With several processes an address has the allowance several times; codes have 128 bits
or a signature, so the limit is a brake on load and scraping, not what keeps codes from being guessed.
"""

import math
import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from zhifa.errors import TooMany

MAX_KEYS = 20_000


class TooManyQuestions(TooMany):
    code = "verification_too_often"
    detail = "查询过于频繁,请稍候再试。这不说明证件有问题。"


class Tally:
    """How often something happened to a key in its running window; the oldest keys are forgotten first."""

    def __init__(self, window: timedelta) -> None:
        self._window, self._lock = window, threading.Lock()
        self._counts: OrderedDict[str, tuple[datetime, int]] = OrderedDict()

    def count(self, key: str, at: datetime) -> int:
        began, count = self._counts.get(key, (at, 0))
        return count if timedelta() <= at - began < self._window else 0

    def add(self, key: str, at: datetime) -> None:
        with self._lock:
            count = self.count(key, at)
            began = self._counts[key][0] if count else at
            self._counts[key] = (began, count + 1)
            self._counts.move_to_end(key)
            if len(self._counts) > MAX_KEYS:
                self._counts.popitem(last=False)


class Allowance:
    """``take`` lets ``allowed`` through in each ``window`` of a key; the oldest keys are forgotten first."""

    def __init__(self, allowed: int, window: timedelta) -> None:
        self._allowed, self._window, self._lock = allowed, window, threading.Lock()
        self._counts: OrderedDict[str, tuple[datetime, int]] = OrderedDict()

    def take(self, key: str, at: datetime) -> None:
        """Raises TooManyQuestions with the seconds to wait."""
        with self._lock:
            began, count = self._counts.get(key, (at, 0))
            if at - began >= self._window or at < began:
                self._counts.pop(key, None)
                began, count = at, 0
            if count >= self._allowed:
                raise TooManyQuestions(math.ceil((began + self._window - at).total_seconds()))
            self._counts[key] = (began, count + 1)
            if len(self._counts) > MAX_KEYS:
                self._counts.popitem(last=False)
