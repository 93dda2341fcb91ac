"""What lives outside the process, as Protocols. Adapters are chosen in ``app.py`` and nowhere else."""

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

from zhifa.errors import Unavailable


class ObjectMissing(Exception):
    """No object has this key."""


class StorageFull(Unavailable):
    """The disk, or the store behind it, takes no more bytes."""

    code, title = "storage_full", "存储空间已满"
    detail = "服务器的存储空间已满,本次内容没有保存,也没有留下残缺的记录。手机上的原件请保留,并通知管理员扩容后重试。"


@contextmanager
def full_disk_told() -> Iterator[None]:
    """A full disk becomes StorageFull."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise StorageFull from error
        raise


@runtime_checkable
class ObjectStore(Protocol):
    """Immutable blobs by key. A key is written once; writing it again with the same bytes is harmless.

    Keys: ``evidence/<sha256>``, ``derivatives/<sha256>/<name>``, ``uploads/<upload>/<offset>``,
    ``refused/<upload>``, ``packs/<sha256>``, ``complaints/<photo>/<name>``. Every method raises Unavailable when
    the store does not answer.
    """

    def put_file(self, key: str, path: Path) -> None:
        """Takes the file over (it is gone afterwards) and stores it durably: it then survives a power cut.

        Raises StorageFull.
        """

    def put_bytes(self, key: str, content: bytes) -> None:
        """The same for a few bytes. Raises StorageFull."""

    def exists(self, key: str) -> bool: ...

    def size(self, key: str) -> int:
        """Bytes. Raises ObjectMissing."""

    def read(self, key: str, *, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """Chunks of the object, at most 1 MiB each. Raises ObjectMissing at once, not while iterating."""

    def delete(self, key: str) -> None:
        """Removes an object; one that is not there is no error. Never called for evidence."""

    def check(self) -> None:
        """Raises if the store does not answer."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message on its way out of the application, to one address.

    ``address``: a push endpoint, or an account's username, which a gateway knows a telephone number for. ``keys``:
    the browser's ``p256dh`` and ``auth`` and the ``kid`` of the server's key; none for a gateway. ``body``: JSON
    of identifiers, the kind and neutral words, never personal data. ``topic``: of two that wait with the same
    one, the newer replaces the older. ``urgency``, ``topic`` and ``ttl_s`` (seconds) are those of RFC 8030 §5.
    """

    address: str
    body: bytes
    topic: str
    urgency: str
    ttl_s: int
    keys: Mapping[str, str] = field(default_factory=dict)


Fate = Literal["sent", "gone", "later", "refused"]


@dataclass(frozen=True, slots=True)
class Handing:
    """What became of a parcel. ``later``: try again, not before ``retry_after_s`` seconds. ``gone``: the address
    is no more. ``refused``: trying again would not help. ``status``: what the service answered, if it did."""

    fate: Fate
    status: int | None = None
    retry_after_s: float = 0.0


@runtime_checkable
class Sender(Protocol):
    """A way to reach people outside the application: web push, SMS, 政务微信. Used by several threads at once."""

    def send(self, parcel: Parcel) -> Handing:
        """Hands one over. Never raises for what the other side does: an answer that did not come is ``later``.

        Raises:
            ValueError: the parcel itself cannot be sent, as with a body that is too long.
        """
