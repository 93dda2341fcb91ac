"""What makes the demo city the same everywhere: one seed, one epoch, ids that follow from names."""

import hashlib
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

SEED = "zhifa-demo-1"

#: The moment at which the demo city stands still; its certificates hold for years after it.
EPOCH = datetime(2026, 9, 1, 0, 0, tzinfo=UTC)

FOLDER = Path(__file__).parent


def randomness(about: str) -> Random:
    """A stream of its own for each kind of thing, so that a change to one does not stir the others."""
    return Random(f"{SEED}/{about}")  # noqa: S311  (nothing here is secret)


def demo_id(kind: str, name: str) -> UUID:
    """An id in the shape of a UUIDv7 (RFC 9562 §5.7) of the epoch, its random bits drawn from the name."""
    milliseconds = int(EPOCH.timestamp() * 1000)
    noise = int.from_bytes(hashlib.sha256(f"{SEED}/{kind}/{name}".encode()).digest()[:10], "big")
    value = (milliseconds << 80) | noise
    value = value & ~(0xF << 76) | (0x7 << 76)
    return UUID(int=value & ~(0x3 << 62) | (0x2 << 62))


@cache
def read(name: str) -> Any:
    """One of the data files beside this module; read once, so not to be changed."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))
