"""Runs the server: processes that receive, one a core, and beside them the worker for background jobs.

Receiving is mostly Python, and Python keeps one core busy. The processes share nothing but the database, the
objects and the listening sockets; the application is made once, before the fork, and what it consists of is memory
that all of them share. Connections are opened by each process for itself. The worker is apart, so that what may be
done later takes no memory from those that receive. It writes to the same database, so it has their priority: one
that waits for the processor while it writes keeps all of them waiting. Only decoding pictures is of lower priority,
in a program that knows no database (``evidence/derive.py``).
"""

import gc
import os
import signal
import socket
import threading
import time
from functools import partial
from importlib import import_module
from types import FrameType

import uvicorn
from litestar.types import ASGIApp

from zhifa.app import Parts, create_app, make_parts
from zhifa.ending import tell_to_end
from zhifa.inspections.bodies import make_checks
from zhifa.jobs import work
from zhifa.keeper import Keeper, Role
from zhifa.recurring import go_round
from zhifa.settings import Settings
from zhifa.web.logs import configure_logs
from zhifa.worker import RECURRING, lanes

BACKLOG = 2048
#: What libraries import when it is first needed, which is after the fork.
LOADED_LATE = ("uvloop", "anyio._backends._asyncio", "cryptography.hazmat.backends.openssl.backend")
#: A server that was just killed may hold its port a moment longer.
PORT_PATIENCE_S = 5.0


def serve(settings: Settings) -> None:
    """Serves until interrupted.

    Raises:
        SystemExit: the port is taken, or the server could not start.
    """
    configure_logs(settings.log_level)
    make_checks()
    parts, sockets = make_parts(settings), _listen(settings, _processes(settings))
    receiving = _receiving(create_app(parts))
    roles: dict[str, Role] = {
        f"server-{number}": partial(_receive, receiving, listening) for number, listening in enumerate(sockets)
    }
    if settings.worker:
        roles["worker"] = partial(_work, parts)
    parts.db.close()  # no connection is shared by two processes
    _stay_shared()
    code = Keeper(roles).run()
    if code:
        raise SystemExit(code)


def run_worker(settings: Settings) -> None:
    """Runs background jobs until told to stop; the job at hand is finished."""
    configure_logs(settings.log_level)
    _work(make_parts(settings))


def _work(parts: Parts) -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=go_round, args=(parts.db, RECURRING, stop), daemon=True).start()
    first, *others = lanes(parts)
    beside = [threading.Thread(target=work, args=(parts.db, lane, stop)) for lane in others]
    for lane in beside:
        lane.start()
    work(parts.db, first, stop)
    for lane in beside:
        lane.join()


def _stay_shared() -> None:
    """What is in memory now stays where it is, untouched by the collector, and so one for all processes."""
    gc.collect()
    gc.freeze()


def _receiving(app: ASGIApp) -> uvicorn.Config:
    """How it is received, with all that receiving needs loaded: what a process loads by itself it has for itself."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        http="httptools",
        loop="uvloop",
        ws="none",
        timeout_keep_alive=30,
    )
    config.load()
    for name in LOADED_LATE:
        import_module(name)
    return config


def _receive(receiving: uvicorn.Config, listening: socket.socket) -> None:
    _Server(receiving).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Tells what would go on for ever, as the stream of the inbox, that the process is to end."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        tell_to_end()
        super().handle_exit(sig, frame)


def _processes(settings: Settings) -> int:
    return settings.processes or len(os.sched_getaffinity(0))


def _listen(settings: Settings, count: int) -> list[socket.socket]:
    """A socket a process on the same port (SO_REUSEPORT): the kernel deals connections out evenly.

    The parent holds them all, so that a connection to a process that crashed waits for the next.
    """
    _wait_for_port(settings)
    sockets = []
    for _ in range(count):
        listening = _socket(settings)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listening.bind((settings.host, settings.port))
        listening.listen(BACKLOG)
        sockets.append(listening)
    return sockets


def _wait_for_port(settings: Settings) -> None:
    """Ports may be shared, but not with another server: one that is taken for good is an error."""
    until = time.monotonic() + PORT_PATIENCE_S
    while True:
        try:
            with _socket(settings) as probe:
                probe.bind((settings.host, settings.port))  # refused while anyone listens
                return
        except OSError as error:
            if time.monotonic() > until:
                raise SystemExit(f"{settings.host}:{settings.port}: {error.strerror}") from error
            time.sleep(0.05)


def _socket(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return made
