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
    """``covered``: entries that the paper was printed from; ``later``: those that came after it was."""

    intact: bool
    covered: int = 0
    later: int = 0


CHANGED = Checked(intact=False)


def check(entries: Iterable[Any], heads: Sequence[bytes]) -> Checked:
    """``entries``: rows of device_id, seq and jws, of one visit."""
    chains: dict[UUID, list[Any]] = defaultdict(list)
    for entry in sorted(entries, key=lambda row: row.seq):
        chains[entry.device_id].append(entry)
    covered = [_covered(chains.values(), head) for head in heads]
    if not covered or 0 in covered:
        return CHANGED
    return Checked(True, sum(covered), sum(map(len, chains.values())) - sum(covered))


def _covered(chains: Iterable[Sequence[Any]], head: bytes) -> int:
    """How many entries of a chain lead up to this one, each naming the one before it; 0: none does."""
    for chain in chains:
        before = None
        for place, entry in enumerate(chain):
            claims = glimpse(entry.jws)  # not to be believed, but the next entry's hash is of these bytes
            if claims.get("seq") != place or claims.get("prev") != before:
                break
            before = digest(entry.jws)
            if head_of(before) == head:
                return place + 1
    return 0
