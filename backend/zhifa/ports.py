"""What lives outside the process, as Protocols. Adapters are chosen in ``app.py`` and nowhere else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, runtime_checkable


class ObjectMissing(Exception):
    """No object has this key."""


@runtime_checkable
class ObjectStore(Protocol):
    """Immutable blobs by key. A key is written once; writing it again with the same bytes is harmless.

    Keys: ``evidence/<sha256>``, ``derivatives/<sha256>/<name>``, ``uploads/<upload>/<offset>``,
    ``refused/<upload>``, ``packs/<sha256>``.
    """

    def put_file(self, key: str, path: Path) -> None:
        """Stores the file durably (the embedded store moves it); on return it survives a power cut."""

    def put_bytes(self, key: str, content: bytes) -> None: ...

    def exists(self, key: str) -> bool: ...

    def size(self, key: str) -> int:
        """Bytes. Raises ObjectMissing."""

    def read(self, key: str, *, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """Chunks of the object, at most 1 MiB each. Raises ObjectMissing at once, not while iterating."""

    def delete(self, key: str) -> None:
        """Removes an object; one that is not there is no error. Never called for evidence."""

    def check(self) -> None:
        """Raises if the store does not answer."""
