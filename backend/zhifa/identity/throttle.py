"""Wrong passwords make the next attempt wait, alike for names that exist and names that do not.

An attempt is counted **before** the password is looked at, in a transaction of its own, and forgiven when it
was right. So a failure is counted whatever happens afterwards, and a hundred guesses sent at the same
moment are no cheaper than a hundred in a row. While a name or an address waits, nothing is looked at.
"""

import hashlib
import ipaddress
import math
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from zhifa.identity import throttle_queries as queries
from zhifa.identity.models import LoginThrottle
from zhifa.settings import Settings

#: A name's wrong passwords are forgotten after a day without another.
FORGET = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a login is counted under."""

    name_key: str
    address_key: str


def attempt_of(username: str, address: str) -> Attempt:
    return Attempt(name_key(username), f"address:{_network(address)}")


def name_key(username: str) -> str:
    """The name is hashed: people type passwords into the wrong field."""
    return f"name:{hashlib.sha256(normal(username).encode()).hexdigest()}"


def normal(username: str) -> str:
    """A name as it is compared: without blanks around it, full-width letters and capitals made plain."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


def begin(session: Session, attempt: Attempt, at: datetime, settings: Settings) -> int | None:
    """Counts the attempt; or says how many seconds it must wait, and counts nothing."""
    rows = {row.key: row for row in queries.locked_rows(session, (attempt.address_key, attempt.name_key), at)}
    waits = [row.locked_until - at for row in rows.values() if row.locked_until and row.locked_until > at]
    if waits:
        return math.ceil(max(waits).total_seconds())
    _count_name(rows[attempt.name_key], at, settings)
    _count_address(rows[attempt.address_key], at, settings)
    return None


def forgive(session: Session, attempt: Attempt, at: datetime) -> None:
    """The password was right: the name starts afresh, the address is given this attempt back."""
    queries.give_back(session, attempt.address_key)  # the address first, as in `begin`: no two logins wait crosswise
    queries.forget_name(session, attempt.name_key)
    queries.forget_before(session, at - FORGET)


def unlock(session: Session, username: str) -> None:
    queries.forget_name(session, name_key(username))


def _count_name(row: LoginThrottle, at: datetime, settings: Settings) -> None:
    row.failures = 1 if at - row.last_at > FORGET else row.failures + 1
    row.last_at = at
    row.locked_until = None
    beyond = row.failures - settings.login_free_attempts
    if beyond >= 0:
        row.locked_until = at + delay(beyond, settings)


def delay(beyond: int, settings: Settings) -> timedelta:
    """30 s after the last free attempt, then 60, 120 … up to the longest."""
    doublings = min(beyond, 20)
    return timedelta(seconds=min(settings.login_delay_s * 2**doublings, settings.login_delay_max_s))


def _count_address(row: LoginThrottle, at: datetime, settings: Settings) -> None:
    window = timedelta(seconds=settings.login_address_window_s)
    if at - row.first_at >= window:
        row.failures, row.first_at = 0, at
    row.failures += 1
    row.last_at = at
    row.locked_until = row.first_at + window if row.failures >= settings.login_address_failures else None


def _network(address: str) -> str:
    """An IPv6 customer holds a /64 at least, so that is what counts as one address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)
