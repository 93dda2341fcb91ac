"""Whether the entries that a paper was printed from are still there, unchanged: from their bytes alone, no query."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from zhifa.documents.papers import head_of
from zhifa.inspections.entry import digest, glimpse


@dataclass(frozen=True, slots=True)
class Checked:
    """``entries``: those that the paper was printed from; ``later``: how many came after it was."""

    entries: Sequence[Any]
    later: int


def check(entries: Iterable[Any], heads: Sequence[bytes]) -> Checked | None:
    """None where one of them is not there, or not what it was. ``entries``: rows of device_id and jws of one visit,
    each chain in order."""
    chains: dict[UUID, list[Any]] = defaultdict(list)
    for entry in entries:
        chains[entry.device_id].append(entry)
    found: list[Any] = []
    for head in heads:
        leading = next((some for chain in chains.values() if (some := _leading_to(chain, head))), None)
        if leading is None:
            return None
        found += leading
    return Checked(found, sum(map(len, chains.values())) - len(found)) if found else None


def _leading_to(chain: Sequence[Any], head: bytes) -> Sequence[Any]:
    """The entries up to this one, each naming the one before it; none where the chain does not lead there."""
    before = None
    for place, entry in enumerate(chain):
        claims = glimpse(entry.jws)  # not to be believed, but the next entry's hash is of these bytes
        if claims.get("seq") != place or claims.get("prev") != before:
            break
        before = digest(entry.jws)
        if head_of(before) == head:
            return chain[: place + 1]
    return ()
