"""Starts the real server again and again without importing it again: each `start` read is a fork that serves.

The routes are built before the first fork; what they work with, each server makes for itself.

Run as a process of its own; prints the pid of every server, which leads a process group with its children. When
its input closes it kills those it started.
"""

import gc
import os
import signal
import sys
from contextlib import suppress

from litestar.types import ASGIApp

from zhifa import server
from zhifa.app import Parts, create_litestar, given, layered, make_parts
from zhifa.inspections.bodies import make_checks
from zhifa.settings import load_settings


def main() -> None:
    started: list[int] = []
    _prepare()
    for _line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            devnull = os.open(os.devnull, os.O_RDWR)
            os.dup2(devnull, 0)
            os.dup2(devnull, 1)
            os.setpgid(0, 0)
            server.serve(load_settings())
            os._exit(0)
        _lead_a_group(pid)
        started.append(pid)
        print(pid, flush=True)
    for pid in started:
        if os.waitpid(pid, os.WNOHANG) == (0, 0):
            os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _prepare() -> None:
    """What is the same for every server, and takes most of the time that its start takes."""
    make_checks()
    parts = make_parts(load_settings())
    api = create_litestar(parts)
    app = layered(api, parts.settings)
    parts.db.close()

    def create_app(parts: Parts) -> ASGIApp:
        api.state.update(given(parts))
        return app

    server.create_app = create_app
    gc.collect()
    gc.freeze()


def _lead_a_group(pid: int) -> None:
    """Set by parent and child alike, so that the group is there for whoever comes first."""
    with suppress(PermissionError, ProcessLookupError):
        os.setpgid(pid, pid)


if __name__ == "__main__":
    main()
