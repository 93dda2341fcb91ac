"""Identifiers. UUIDv7 (RFC 9562 §5.7) sorts by time of making, which keeps index pages warm."""

from uuid import UUID

import uuid_utils
import uuid_utils.compat


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return uuid_utils.compat.uuid7()


def new_text() -> str:
    """A fresh UUIDv7 as it is written; made without the object."""
    return str(uuid_utils.uuid7())
