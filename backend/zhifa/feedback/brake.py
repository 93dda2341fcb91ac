"""Wrong codes make their asker wait.

What opens a page here has 128 bits or a signature and is not to be guessed; the brake keeps trying cheap for us. An
address (/32, /64) that was wrong too often in the last ten minutes is not answered for the rest of them, whatever it
asks. Counted in the memory of each process, as ``verification.limits`` does.
"""

import math
import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from zhifa.errors import TooMany
from zhifa.verification.limits import MAX_KEYS
from zhifa.verification.origins import network

WINDOW = timedelta(minutes=10)


class AskedTooOften(TooMany):
    code = "asked_too_often"
    detail = "同一网络打开的无效链接过多,请稍候再试。"


class Brake:
    """``check`` before looking, ``wrong`` after looking in vain."""

    def __init__(self, allowed: int) -> None:
        self._allowed, self._lock = allowed, threading.Lock()
        self._counts: OrderedDict[str, tuple[datetime, int]] = OrderedDict()

    def check(self, address: str, at: datetime) -> None:
        """Raises AskedTooOften with the seconds to wait."""
        began, count = self._counts.get(_key(address), (at, 0))
        left = began + WINDOW - at
        if count >= self._allowed and timedelta() < left <= WINDOW:
            raise AskedTooOften(math.ceil(left.total_seconds()))

    def wrong(self, address: str, at: datetime) -> None:
        key = _key(address)
        with self._lock:
            began, count = self._counts.get(key, (at, 0))
            if at - began >= WINDOW:
                began, count = at, 0
            self._counts[key] = (began, count + 1)
            self._counts.move_to_end(key)
            if len(self._counts) > MAX_KEYS:
                self._counts.popitem(last=False)


def _key(address: str) -> str:
    return network(address, v4=32, v6=64)
