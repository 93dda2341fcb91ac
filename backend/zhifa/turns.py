"""Processes of one machine that take turns: whoever waits sleeps in the kernel and is woken the moment it may go on.

SQLite lets one transaction write, and others ask again every so often, ever more seldom: of two that write much,
one is always late, and a process that is kept waiting for the processor while it writes makes all others poll. Here
they queue at a file before they begin. The turn orders them and no more; what SQLite itself locks is the truth,
also for programs that know nothing of turns.

A turn ends with its process, however that ends. It is not to be taken twice by one thread.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zhifa.errors import Unavailable
from zhifa.ports import full_disk_told

PATIENCE_S = 30.0


class Turn:
    """One at a time, of all threads of all processes that name the same file.

    Two locks, the second taken before the first is given back: who has just had a turn and wants another queues
    behind whoever waits. Threads of one process queue among themselves first.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._of_process: dict[int, _Locks] = {}

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Waits for the turn and keeps it.

        Raises:
            Unavailable: another thread of this process has not given it back in time.
            StorageFull
        """
        locks = self._locks
        if not locks.within.acquire(timeout=PATIENCE_S):
            raise Unavailable
        try:
            locks.take(self._path)
            try:
                yield
            finally:
                locks.give_back()
        finally:
            locks.within.release()

    def close(self) -> None:
        """Closes this process's files; the next turn opens them again."""
        self._locks.close()

    @property
    def _locks(self) -> "_Locks":
        """A process's own: a lock taken on a file that was opened before a fork is held by parent and child."""
        return self._of_process.setdefault(os.getpid(), _Locks())


class _Locks:
    def __init__(self) -> None:
        self.within = threading.Lock()
        self._files: tuple[int, int] | None = None

    def take(self, path: Path) -> None:
        if self._files is None:
            self._files = _open(path, ".next"), _open(path, ".turn")
        following, now = self._files
        fcntl.flock(following, fcntl.LOCK_EX)
        try:
            fcntl.flock(now, fcntl.LOCK_EX)
        finally:
            fcntl.flock(following, fcntl.LOCK_UN)

    def give_back(self) -> None:
        """Said aloud: a child that was started meanwhile may hold the file open."""
        if self._files is not None:
            fcntl.flock(self._files[1], fcntl.LOCK_UN)

    def close(self) -> None:
        with self.within:
            for file in self._files or ():
                os.close(file)
            self._files = None


def _open(path: Path, suffix: str) -> int:
    with full_disk_told():
        return os.open(path.with_name(path.name + suffix), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
