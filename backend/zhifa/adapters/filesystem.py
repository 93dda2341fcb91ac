"""Objects in a folder: written beside their place, synced, then renamed, so that none is ever half there."""

import os
from collections.abc import Iterator
from pathlib import Path

from zhifa.ids import new_id
from zhifa.ports import ObjectMissing

CHUNK = 1 << 20  # bytes


class FileSystemStore:
    """The embedded ObjectStore. Keys become paths, fanned out by the first characters of their last part."""

    def __init__(self, root: Path) -> None:
        self._root = root
        root.mkdir(parents=True, exist_ok=True)

    def put_file(self, key: str, path: Path) -> None:
        """Moves the file; it must lie on the same file system, as the spool folder does."""
        with path.open("rb") as file:
            os.fsync(file.fileno())
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
        _sync_folder(target.parent)

    def put_bytes(self, key: str, content: bytes) -> None:
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f"{target.name}.{new_id().hex}.part")
        draft.write_bytes(content)
        self.put_file(key, draft)

    def exists(self, key: str) -> bool:
        return self._path(key).is_file()

    def size(self, key: str) -> int:
        try:
            return self._path(key).stat().st_size
        except FileNotFoundError as error:
            raise ObjectMissing(key) from error

    def read(self, key: str, *, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        try:
            file = self._path(key).open("rb")
        except FileNotFoundError as error:
            raise ObjectMissing(key) from error

        def chunks() -> Iterator[bytes]:
            with file:
                file.seek(start)
                left = length
                while left is None or left > 0:
                    chunk = file.read(CHUNK if left is None else min(CHUNK, left))
                    if not chunk:
                        return
                    left = None if left is None else left - len(chunk)
                    yield chunk

        return chunks()

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def check(self) -> None:
        if not os.access(self._root, os.W_OK):
            raise PermissionError(self._root)

    def _path(self, key: str) -> Path:
        folder, _, name = key.rpartition("/")
        if not name or ".." in key or key.startswith("/"):
            raise ValueError(f"not an object key: {key!r}")
        return self._root / folder / name[:2] / name


def _sync_folder(folder: Path) -> None:
    """A rename is durable only once the folder that holds the name is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
