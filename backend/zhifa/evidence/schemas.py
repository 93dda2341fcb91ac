"""What goes over the wire."""

from typing import Annotated

import msgspec

Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$", description="SHA-256, 64 lower-case hex digits")]


class StatusAsked(msgspec.Struct, forbid_unknown_fields=True):
    """The files a phone wants to know of, 200 at most."""

    sha256: Annotated[list[Sha256], msgspec.Meta(max_length=200)]


class StatusTold(msgspec.Struct):
    """Those that this account has handed in and that are safely stored."""

    present: list[str]
