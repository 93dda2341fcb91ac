"""Where bytes are received: a file on this machine that is hashed while it is written.

Each process has a folder of its own in the spool and holds a lock on it for as long as it lives, so that
the next process to start knows which leftovers belong to nobody (a killed server's) and removes them.
"""

import asyncio
import fcntl
import hashlib
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from zhifa.ids import new_id
from zhifa.ports import full_disk_told

#: Bytes that are collected before a thread writes and hashes them: few hops, little memory.
BLOCK = 1 << 18
#: Threads that write, hash and store; requests above this number wait without holding the event loop.
THREADS = 8
#: Bytes from the beginning by which the kind of a file is told.
HEAD = 64
#: Buffers the kernel takes in one `writev` (POSIX guarantees 16, Linux takes 1024).
VECTORS = 512

P = ParamSpec("P")
T = TypeVar("T")


class SpoolFile:
    """Bytes on their way to becoming an object. Made on first write; ``discard`` leaves nothing behind."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self.head = b""
        self._sha256 = hashlib.sha256()
        self._descriptor: int | None = None

    @property
    def sha256(self) -> str:
        """Lower-case hex of what was written so far."""
        return self._sha256.hexdigest()

    @property
    def digest(self) -> bytes:
        return self._sha256.digest()

    def write(self, blocks: Sequence[bytes]) -> None:
        """Appends. Raises StorageFull."""
        for block in blocks:
            self._sha256.update(block)
            if len(self.head) < HEAD:
                self.head += block[: HEAD - len(self.head)]
        with full_disk_told():
            for at in range(0, len(blocks), VECTORS):
                self._write_all(blocks[at : at + VECTORS])

    def append(self, chunks: Iterable[bytes]) -> None:
        for chunk in chunks:
            self.write([chunk])

    def chunks(self) -> Iterator[bytes]:
        """What was written, in blocks."""
        with self.path.open("rb") as file:
            while chunk := file.read(BLOCK):
                yield chunk

    def sync(self) -> None:
        if self._descriptor is not None:
            with full_disk_told():
                os.fsync(self._descriptor)

    def discard(self) -> None:
        """Closes the file and removes it, unless an object store has taken it over."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
            self.path.unlink(missing_ok=True)

    def _write_all(self, blocks: Sequence[bytes]) -> None:
        if self._descriptor is None:
            self._descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        left = list(blocks)
        while left:
            written = os.writev(self._descriptor, left)
            self.size += written
            while left and written >= len(left[0]):
                written -= len(left.pop(0))
            if left:
                left[0] = left[0][written:]


class Spool:
    """This process's part of the spool folder, and the threads that work on it; both made at first use."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        _sweep(root)
        self._root = root
        self._opening = threading.Lock()
        self._opened: _Opened | None = None

    @property
    def folder(self) -> Path:
        """This process's own; whatever lies in it is removed once the process has ended."""
        return self._open.folder

    def file(self) -> SpoolFile:
        return SpoolFile(self.folder / new_id().hex)

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs blocking work in one of the spool's threads."""
        return await asyncio.get_running_loop().run_in_executor(self._open.threads, lambda: work(*args, **kwargs))

    def close(self) -> None:
        if self._opened is None:
            return
        self._opened.threads.shutdown()
        shutil.rmtree(self._opened.folder, ignore_errors=True)
        self._opened.folder.with_suffix(".lock").unlink(missing_ok=True)
        os.close(self._opened.lock)
        self._opened = None

    @property
    def _open(self) -> "_Opened":
        with self._opening:
            if self._opened is None:
                folder = self._root / new_id().hex
                self._opened = _Opened(folder, _locked(folder), ThreadPoolExecutor(THREADS, thread_name_prefix="spool"))
            return self._opened


@dataclass(frozen=True, slots=True)
class _Opened:
    folder: Path
    lock: int
    threads: ThreadPoolExecutor


def _locked(folder: Path) -> int:
    """Makes the folder, with a lock beside it that is held before any sweep can see it."""
    draft = folder.with_suffix(".new")
    lock = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    draft.rename(folder.with_suffix(".lock"))
    folder.mkdir()
    return lock


def _sweep(root: Path) -> None:
    """Removes the folders whose processes have ended. Several processes may start, and sweep, at once."""
    for path in root.glob("*.lock"):
        try:
            lock = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            continue  # another process was faster
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue  # its process is alive
        else:
            shutil.rmtree(path.with_suffix(""), ignore_errors=True)
            path.unlink(missing_ok=True)
        finally:
            os.close(lock)
