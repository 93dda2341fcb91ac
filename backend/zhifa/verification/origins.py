"""Where a question came from, coarsely: enough to count places, too little to find a person.

An address is truncated to /24 (IPv4) or /48 (IPv6) and hashed with the day's salt (HMAC-SHA256). The salt is in
the database, shared by all processes, and destroyed two days later: from then on a hash fits no address.
"""

import hmac
import ipaddress
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache, partial

from sqlmodel import Session

from zhifa.db import Database
from zhifa.verification import queries

KEPT = timedelta(days=1)
#: Askers, of those who ask again and again.
REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Asker:
    """As the web server knows them; never stored."""

    address: str
    browser: str


@dataclass(frozen=True, slots=True)
class Origin:
    """``place``: hash of the truncated address; ``viewer``: of it and the browser together."""

    place: str
    viewer: str


OriginOf = Callable[[Asker], Origin]


class Origins:
    """Where askers of a day are, by the day's salt, which each process reads once. What is remembered of a day goes
    with it."""

    def __init__(self, db: Database) -> None:
        self._db, self._lock = db, threading.Lock()
        self._held: tuple[date, OriginOf] | None = None

    def of_day(self, at: datetime) -> OriginOf:
        held, day = self._held, at.date()
        if held is not None and held[0] == day:
            return held[1]
        with self._lock, self._db.write() as session:
            salt = _salt(session, day)
        found = lru_cache(maxsize=REMEMBERED)(partial(_origin, salt))
        self._held = (day, found)
        return found


def _origin(salt: bytes, asker: Asker) -> Origin:
    place = network(asker.address, v4=24, v6=48)
    return Origin(_hashed(salt, place), _hashed(salt, f"{place}\n{asker.browser[:300]}"))


@lru_cache(maxsize=REMEMBERED)
def network(address: str, *, v4: int, v6: int) -> str:
    """The network of so many bits that an address is in."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if parsed.version == 6 and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    bits = v4 if parsed.version == 4 else v6
    return str(ipaddress.ip_network((parsed, bits), strict=False))


def _salt(session: Session, day: date) -> bytes:
    queries.forget_salts(session, day - KEPT)
    return queries.salt_of(session, day, secrets.token_bytes(32))


def _hashed(salt: bytes, text: str) -> str:
    return hmac.digest(salt, text.encode(), "sha256").hex()[:32]
