"""Packs on the wire."""

from datetime import datetime

import msgspec


class PackInfo(msgspec.Struct):
    """``sha256``: of the JSON; ``size``: bytes to be fetched, compressed; ``count``: things in it."""

    name: str
    sha256: str
    size: int
    count: int
    made_at: datetime


class PackList(msgspec.Struct):
    packs: list[PackInfo]
