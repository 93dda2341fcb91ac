"""Objects in an S3-compatible store (MinIO, SeaweedFS …) through the ``minio`` client."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from minio import Minio
from minio.error import MinioException, S3Error
from urllib3.exceptions import HTTPError

from zhifa.errors import Unavailable
from zhifa.ports import ObjectMissing, StorageFull

CHUNK = 1 << 20  # bytes
_MISSING = {"NoSuchKey", "NoSuchObject", "NoSuchVersion"}
_FULL = {"XMinioStorageFull", "QuotaExceeded", "XMinioAdminBucketQuotaExceeded", "InsufficientStorage"}


class S3Store:
    """The grown ObjectStore: one bucket, made at start if it is missing."""

    def __init__(self, client: Minio, bucket: str) -> None:
        self._client, self._bucket = client, bucket

    @classmethod
    def from_url(cls, url: str) -> "S3Store":
        """From ``s3+http(s)://KEY:SECRET@HOST:PORT/BUCKET``.

        The bucket is made by a client of its own, so that the store holds no connection yet: whoever made it may
        fork, and each process then opens its own.
        """
        parts = urlsplit(url)
        bucket = parts.path.strip("/")
        if parts.scheme not in {"s3+http", "s3+https"} or not parts.hostname or not bucket:
            raise ValueError("objects_url must be s3+http(s)://KEY:SECRET@HOST:PORT/BUCKET")
        _make_bucket(_client(parts), bucket)
        return cls(_client(parts), bucket)

    def put_file(self, key: str, path: Path) -> None:
        with _told(key):
            self._client.fput_object(bucket_name=self._bucket, object_name=key, file_path=str(path))
        path.unlink()

    def put_bytes(self, key: str, content: bytes) -> None:
        with _told(key):
            self._client.put_object(
                bucket_name=self._bucket, object_name=key, data=io.BytesIO(content), length=len(content)
            )

    def exists(self, key: str) -> bool:
        try:
            self.size(key)
        except ObjectMissing:
            return False
        return True

    def size(self, key: str) -> int:
        with _told(key):
            return int(self._client.stat_object(bucket_name=self._bucket, object_name=key).size or 0)

    def read(self, key: str, *, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        if length == 0:
            self.size(key)  # S3 knows no empty range; whether the object is there is still told
            return iter(())
        with _told(key):
            answer = self._client.get_object(
                bucket_name=self._bucket, object_name=key, offset=start, length=length or 0
            )

        def chunks() -> Iterator[bytes]:
            try:
                with _told(key):
                    yield from answer.stream(CHUNK)
            finally:
                answer.close()
                answer.release_conn()

        return chunks()

    def delete(self, key: str) -> None:
        with _told(key):
            self._client.remove_object(bucket_name=self._bucket, object_name=key)

    def check(self) -> None:
        with _told(self._bucket):
            if not self._client.bucket_exists(bucket_name=self._bucket):
                raise ObjectMissing(self._bucket)


def _client(parts: SplitResult) -> Minio:
    return Minio(
        endpoint=f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname),
        access_key=unquote(parts.username or ""),
        secret_key=unquote(parts.password or ""),
        secure=parts.scheme == "s3+https",
        region="us-east-1",
    )


def _make_bucket(client: Minio, bucket: str) -> None:
    try:
        if not client.bucket_exists(bucket_name=bucket):
            client.make_bucket(bucket_name=bucket)
    except S3Error as error:
        if error.code not in {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}:
            raise


@contextmanager
def _told(key: str) -> Iterator[None]:
    """The store's errors in our words."""
    try:
        yield
    except S3Error as error:
        if error.code in _MISSING:
            raise ObjectMissing(key) from error
        raise (StorageFull if error.code in _FULL else Unavailable) from error
    except (MinioException, HTTPError) as error:
        raise Unavailable from error
