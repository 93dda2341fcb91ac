"""The ledger on the wire."""

from datetime import datetime

import msgspec


class CheckpointRow(msgspec.Struct):
    """At ``at`` the ledger had ``position`` places and this ``head``; ``jws`` says so, signed by the server."""

    position: int
    at: datetime
    head: str
    jws: str
