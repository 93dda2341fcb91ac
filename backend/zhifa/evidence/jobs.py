"""This feature's work in the background: kind of job → what does it."""

from uuid import UUID

from zhifa.evidence import uploads
from zhifa.evidence.arrival import DERIVE
from zhifa.evidence.derivatives import Derivatives
from zhifa.evidence.uploads import Uploads
from zhifa.jobs import Handler, Together
from zhifa.ports import ObjectStore


def handlers(service: Uploads, derivatives: Derivatives) -> dict[str, Handler | Together]:
    return {
        DERIVE: Together(lambda payloads: derivatives.make([payload["sha256"] for payload in payloads])),
        uploads.EXPIRE: lambda payload: service.expire(UUID(payload["upload"])),
        uploads.FORGET: lambda payload: forget(service.objects, payload["keys"]),
    }


def forget(objects: ObjectStore, keys: list[str]) -> None:
    """Removes objects that nothing refers to any more."""
    for key in keys:
        objects.delete(key)
