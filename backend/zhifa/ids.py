"""Identifiers. UUIDv7 (RFC 9562 §5.7) sorts by time of making, which keeps index pages warm."""

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return uuid_utils.compat.uuid7()
