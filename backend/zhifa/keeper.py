"""Processes that live and end together: forked and kept by a parent that does nothing else.

A child that crashes (a signal ended it) is followed by another. One that ends with an error of its own cannot do
its work, and everything ends with its code, for whoever runs the server to see. A parent that dies without a
word, as by SIGKILL, takes its children with it: each watches a pipe that only the parent holds open.
"""

import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from types import FrameType
from typing import NoReturn

import structlog

RESTART_SECONDS = 0.5
LOOK_SECONDS = 0.1
#: How long requests under way may take to finish once the server is told to stop.
GRACE_SECONDS = 20.0

log = structlog.get_logger("zhifa.keeper")

Role = Callable[[], None]


class Keeper:
    """Runs each role in a process of its own. The parent has one thread only, so that it may fork at any time."""

    def __init__(self, roles: Mapping[str, Role]) -> None:
        self._roles = roles
        self._watched, self._held = os.pipe()
        self._children: dict[int, str] = {}
        self._stopping = False

    def run(self) -> int:
        """Until SIGTERM, SIGINT or a child's error; gives the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._told_to_stop)
        for name in self._roles:
            self._start(name)
        code = 0
        while not self._stopping and not code:
            time.sleep(LOOK_SECONDS)
            code = self._look_after()
        self._end()
        return code

    def _told_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _look_after(self) -> int:
        """Starts anew what has ended, unless all were told to; the code of a child that gave up, else 0.

        A signal to the whole group, as Ctrl-C is, ends the children as well, and they may be faster."""
        for name, code in self._ended():
            if self._stopping:
                break
            if code > 0:
                log.error("a process gave up, the server ends", process=name, code=code)
                return code
            log.error("a process ended, starting another", process=name, signal=-code)
            time.sleep(RESTART_SECONDS)
            if not self._stopping:
                self._start(name)
        return 0

    def _ended(self) -> list[tuple[str, int]]:
        ended = []
        for pid in list(self._children):
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                ended.append((self._children.pop(pid), os.waitstatus_to_exitcode(status)))
        return ended

    def _end(self) -> None:
        """Tells every child to finish what it has begun, and ends those that take too long."""
        for pid in self._children:
            os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + GRACE_SECONDS
        while self._children and time.monotonic() < until:
            self._ended()
            time.sleep(LOOK_SECONDS / 10)
        for pid in self._children:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)

    def _start(self, name: str) -> None:
        pid = os.fork()
        if pid:
            self._children[pid] = name
            return
        self._live(name)

    def _live(self, name: str) -> NoReturn:
        """What a child does from its first moment to its last; it never returns into the parent's code."""
        code = 1
        try:
            os.close(self._held)
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            threading.Thread(target=self._end_with_parent, daemon=True).start()
            self._roles[name]()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        except BaseException:
            log.exception("a process failed", process=name)
        finally:
            os._exit(code)

    def _end_with_parent(self) -> None:
        """At once: whatever must survive has been written before it was answered for."""
        os.read(self._watched, 1)
        os.kill(os.getpid(), signal.SIGKILL)
