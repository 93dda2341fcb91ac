"""The server's clock. Everything that asks for the time asks here, so that tests can set it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

Clock = Callable[[], datetime]

#: Law and screens speak this zone (no daylight saving); storage is UTC.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def now() -> datetime:
    """The current moment, aware, UTC."""
    return datetime.now(UTC)


def skew_ms(device: datetime, server: datetime) -> int:
    """Milliseconds by which a device's clock is ahead of the server's (negative: behind)."""
    return round((device - server).total_seconds() * 1000)
