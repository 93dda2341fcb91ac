"""One transaction for all who want to write at the moment: a synced commit costs the same for one as for ten.

Whoever comes first opens the transaction and, once it is theirs, carries out what has been brought meanwhile (group
commit). Nobody is told that something is written before it is committed.
"""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from sqlmodel import Session

from zhifa.errors import Unavailable

T = TypeVar("T")
Work = Callable[[Session], T]
Transaction = Callable[[], AbstractContextManager[Session]]

#: Works of one transaction at most, so that nobody waits long for the others.
MOST = 32


@dataclass(eq=False, slots=True)
class _Share(Generic[T]):
    """One work, and what became of it."""

    work: Work[T]
    done: bool = False
    result: T | None = None
    error: Exception | None = None

    def told(self) -> T:
        if self.error is not None:
            raise self.error
        return cast("T", self.result)


class Joint:
    """The works of one process; safe for threads."""

    def __init__(self, write: Transaction) -> None:
        self._write = write
        self._leading = threading.Lock()
        self._waiting: list[_Share[Any]] = []

    def __call__(self, work: Work[T]) -> T:
        """What ``work`` returned, once it is committed; or what it raised, and then it changed nothing.

        A work is called again, alone, where that of another failed beside it, so it does nothing but write. Its
        thread may be another's.
        """
        mine = _Share(work)
        self._waiting.append(mine)
        with self._leading:
            while not mine.done:
                self._lead()
        return mine.told()

    def _lead(self) -> None:
        shares: list[_Share[Any]] = []
        try:
            with self._write() as session:
                shares = self._taken()
                for share in shares:
                    share.result = share.work(session)
        except Exception as error:
            self._one_by_one(shares) if len(shares) > 1 else self._failed(shares or self._taken(), error)
        except BaseException:  # the thread is being ended: the others must neither wait nor think it done
            self._failed(shares, Unavailable())
            raise
        for share in shares:
            share.done = True

    def _one_by_one(self, shares: list[_Share[Any]]) -> None:
        for share in shares:
            try:
                with self._write() as session:
                    share.result = share.work(session)
            except Exception as error:
                share.error = error

    def _failed(self, shares: list[_Share[Any]], error: Exception) -> None:
        """A database that admits nobody takes all who wait."""
        for share in shares:
            share.error, share.done = error, True

    def _taken(self) -> list[_Share[Any]]:
        """Those that wait now, oldest first. Others may be added meanwhile, at the end."""
        taken = self._waiting[:MOST]
        del self._waiting[: len(taken)]
        return taken
