"""This feature's work in the background: kind of job → what does it."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from zhifa.evidence import uploads
from zhifa.evidence.arrival import DERIVE
from zhifa.evidence.derivatives import Derivatives
from zhifa.evidence.uploads import Uploads
from zhifa.ports import ObjectStore


def handlers(service: Uploads, derivatives: Derivatives) -> dict[str, Callable[[Mapping[str, Any]], None]]:
    return {
        DERIVE: lambda payload: derivatives.make(payload["sha256"]),
        uploads.EXPIRE: lambda payload: service.expire(UUID(payload["upload"])),
        uploads.FORGET: lambda payload: forget(service.objects, payload["keys"]),
    }


def forget(objects: ObjectStore, keys: list[str]) -> None:
    """Removes objects that nothing refers to any more."""
    for key in keys:
        objects.delete(key)
