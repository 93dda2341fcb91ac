"""The one order in which the chains of a visit are read, the same as in ``pwa/shared/record/order.ts``.

By the latest ``at`` so far within its chain (a clock set back never turns a chain round), then the device,
then ``seq``. Moments are compared in whole milliseconds, as JavaScript's clock has them.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import msgspec

from zhifa.inspections.claims import Claims

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


class ChainedClaims(msgspec.Struct, frozen=True):
    """The claims of an entry and the device whose chain they lie on."""

    device: str
    claims: Claims


def milliseconds(at: str) -> int:
    """A signed ``at`` as milliseconds since 1970, what is finer cut off."""
    return (datetime.fromisoformat(at) - EPOCH) // MILLISECOND


def canonical(entries: Iterable[ChainedClaims]) -> list[ChainedClaims]:
    """The entries in canonical order, from any order."""
    placed: list[tuple[int, str, int, ChainedClaims]] = []
    latest: dict[str, int] = {}
    for entry in sorted(entries, key=lambda entry: entry.claims.seq):
        time = max(milliseconds(entry.claims.at), latest.get(entry.device, -(2**63)))
        latest[entry.device] = time
        placed.append((time, entry.device, entry.claims.seq, entry))
    placed.sort(key=lambda each: each[:3])
    return [each[3] for each in placed]
