"""Packs on the wire."""

from datetime import datetime
from typing import Literal

import msgspec

PackName = Literal["matters", "subjects", "officers"]


class PackInfo(msgspec.Struct):
    """``sha256``: of the JSON; ``size``: bytes to be fetched, compressed; ``count``: things in it."""

    name: PackName
    sha256: str
    size: int
    count: int
    made_at: datetime


class PackList(msgspec.Struct):
    packs: list[PackInfo]
