"""The outside world, one file an adapter; ``object_store`` chooses by the settings."""

from zhifa.adapters.filesystem import FileSystemStore
from zhifa.ports import ObjectStore
from zhifa.settings import Settings


def object_store(settings: Settings) -> ObjectStore:
    """A folder, or an S3-compatible store when ``objects_url`` is set."""
    if not settings.objects_url:
        return FileSystemStore(settings.data_dir / "objects")
    from zhifa.adapters.s3 import S3Store  # minio is slow to import; the embedded server needs none of it

    return S3Store.from_url(settings.objects_url)
