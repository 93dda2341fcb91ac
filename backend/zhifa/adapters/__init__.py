"""The outside world, one file an adapter; ``object_store`` and ``senders`` choose by the settings."""

from collections.abc import Mapping
from typing import Any

from zhifa.adapters.filesystem import FileSystemStore
from zhifa.adapters.gateway import FileGateway
from zhifa.adapters.webpush import WebPushSender
from zhifa.ports import ObjectStore, Sender
from zhifa.settings import Settings


def object_store(settings: Settings) -> ObjectStore:
    """A folder, or an S3-compatible store when ``objects_url`` is set."""
    if not settings.objects_url:
        return FileSystemStore(settings.data_dir / "objects")
    from zhifa.adapters.s3 import S3Store  # minio is slow to import; the embedded server needs none of it

    return S3Store.from_url(settings.objects_url)


def senders(settings: Settings, push_keys: Any) -> Mapping[str, Sender]:
    """``webpush``, and the gateways that the settings name, by name. ``push_keys``: a key ring."""
    push = WebPushSender(
        push_keys,
        services=settings.known_push_services,
        contact=settings.push_contact or settings.base_url,
        connections=settings.push_connections,
    )
    outside = settings.data_dir / "outside"
    return {"webpush": push, **{name: FileGateway(name, outside) for name in settings.gateway_names}}
