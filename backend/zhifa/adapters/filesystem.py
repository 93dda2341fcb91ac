"""Objects in a folder: written beside their place, synced, then renamed, so that none is ever half there."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from zhifa.ids import new_id
from zhifa.ports import ObjectMissing, full_disk_told

CHUNK = 1 << 20  # bytes


class FileSystemStore:
    """The embedded ObjectStore. Keys become paths, fanned out by the first characters of their last part."""

    def __init__(self, root: Path) -> None:
        self._root = root
        root.mkdir(parents=True, exist_ok=True)

    def put_file(self, key: str, path: Path) -> None:
        """Moves the file; it must lie on the same file system, as the spool folder does."""
        target = self._path(key)
        with full_disk_told():
            sync_file(path)
            self._make_folder(target.parent)
            path.replace(target)
            sync_folder(target.parent)

    def put_bytes(self, key: str, content: bytes) -> None:
        target = self._path(key)
        with full_disk_told():
            self._make_folder(target.parent)
            draft = target.with_name(f"{target.name}.{new_id().hex}.part")
            try:
                draft.write_bytes(content)
                self.put_file(key, draft)
            finally:
                draft.unlink(missing_ok=True)

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
        target = self._path(key)
        target.unlink(missing_ok=True)
        if not key.startswith("evidence/"):
            with suppress(OSError):  # a folder that still holds something stays
                target.parent.rmdir()
                target.parent.parent.rmdir()

    def check(self) -> None:
        if not os.access(self._root, os.W_OK):
            raise PermissionError(self._root)

    def _path(self, key: str) -> Path:
        folder, _, name = key.rpartition("/")
        if not name or ".." in key or key.startswith("/"):
            raise ValueError(f"not an object key: {key!r}")
        return self._root / folder / name[:2] / name

    def _make_folder(self, folder: Path) -> None:
        """A new folder's name is durable only once the folder above it is synced: once for all that evidence needs."""
        if folder.is_dir():
            return
        self._make_folder(folder.parent)
        for each in _fan(folder.parent) if folder.parent.name == "evidence" else [folder]:
            each.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def _fan(above: Path) -> list[Path]:
    """The folders of hashes by their first two digits."""
    return [above / f"{number:02x}" for number in range(256)]


def sync_file(path: Path) -> None:
    _sync(path, os.O_RDONLY)


def sync_folder(folder: Path) -> None:
    """A rename is durable only once the folder that holds the name is."""
    _sync(folder, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
