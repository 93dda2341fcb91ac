"""Starts the real server again and again without importing it again: each `start` read is a fork that serves.

Run as a process of its own; prints the pid of every server. When its input closes it kills those it started.
"""

import os
import signal
import sys

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
            serve(load_settings())
            os._exit(0)
        started.append(pid)
        print(pid, flush=True)
    for pid in started:
        if os.waitpid(pid, os.WNOHANG) == (0, 0):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
