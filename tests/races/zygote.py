"""Starts the real server again and again without importing it again: each `start` read is a fork that serves.

Run as a process of its own; prints the pid of every server, which leads a process group with its children. When
its input closes it kills those it started.
"""

import os
import signal
import sys
from contextlib import suppress

from zhifa.server import serve
from zhifa.settings import load_settings


def main() -> None:
    started: list[int] = []
    for _line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            devnull = os.open(os.devnull, os.O_RDWR)
            os.dup2(devnull, 0)
            os.dup2(devnull, 1)
            os.setpgid(0, 0)
            serve(load_settings())
            os._exit(0)
        _lead_a_group(pid)
        started.append(pid)
        print(pid, flush=True)
    for pid in started:
        if os.waitpid(pid, os.WNOHANG) == (0, 0):
            os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _lead_a_group(pid: int) -> None:
    """Set by parent and child alike, so that the group is there for whoever comes first."""
    with suppress(PermissionError, ProcessLookupError):
        os.setpgid(pid, pid)


if __name__ == "__main__":
    main()
