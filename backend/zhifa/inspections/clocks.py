"""Which entries were written by a wall clock that had been set back. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from zhifa.inspections.claims import Claims


def set_back(entries: Iterable[tuple[str, Claims]], tolerance: timedelta) -> set[str]:
    """The ``jti`` of those whose wall clock fell behind the monotonic one since the entry before of their
    (device, boot); ``entries`` in the order of their chains.

    A monotonic clock may stand still while a phone sleeps, so only a wall clock that fell behind it tells;
    one that was set forward shows as skew.
    """
    found: set[str] = set()
    last: dict[tuple[str, str], Claims] = {}
    for device, entry in entries:
        before = last.get((device, entry.mono.boot))
        if before is not None and _fell_behind(before, entry, tolerance):
            found.add(entry.jti)
        last[device, entry.mono.boot] = entry
    return found


def _fell_behind(before: Claims, entry: Claims, tolerance: timedelta) -> bool:
    """Whether the wall clock advanced by less than the monotonic one did, or that one ran backwards."""
    ran = timedelta(milliseconds=entry.mono.ms - before.mono.ms)
    shown = datetime.fromisoformat(entry.at) - datetime.fromisoformat(before.at)
    return ran - shown > tolerance or ran < -tolerance
