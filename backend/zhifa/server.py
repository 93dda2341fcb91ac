"""Runs the server, and beside it the worker for background jobs as a child of lower priority.

The worker is a process of its own so that a malformed picture can at worst end the worker, and decoding
takes neither memory nor time from the process that receives. It ends when its parent does, however that
ends: it reads a pipe that only the parent holds open.
"""

import os
import subprocess
import sys
import threading
import time

import structlog
import uvicorn

from zhifa.app import create_app, make_parts
from zhifa.jobs import work
from zhifa.settings import Settings
from zhifa.web.logs import configure_logs
from zhifa.worker import handlers

WORKER_NICENESS = 10
RESTART_SECONDS = 1.0

log = structlog.get_logger("zhifa.server")


def serve(settings: Settings) -> None:
    """Serves until interrupted."""
    stopping = threading.Event()
    keeper = threading.Thread(target=_keep_worker, args=(stopping,), daemon=True)
    if settings.worker:
        keeper.start()
    try:
        uvicorn.run(
            create_app(settings),
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            http="httptools",
            loop="uvloop",
            timeout_keep_alive=30,
        )
    finally:
        stopping.set()
        if settings.worker:
            keeper.join(timeout=10)


def run_worker(settings: Settings, *, follow_parent: bool) -> None:
    """Runs background jobs until interrupted, or until the parent's pipe closes."""
    configure_logs(settings.log_level)
    parts = make_parts(settings)
    stop = threading.Event()
    if follow_parent:
        os.nice(WORKER_NICENESS)
        threading.Thread(target=_stop_with_parent, args=(stop,), daemon=True).start()
    try:
        work(parts.db, handlers(parts), stop)
    except KeyboardInterrupt:
        stop.set()


def _stop_with_parent(stop: threading.Event) -> None:
    sys.stdin.buffer.read()
    stop.set()


def _keep_worker(stopping: threading.Event) -> None:
    while not stopping.is_set():
        command = [sys.executable, "-m", "zhifa", "worker", "--follow-parent"]
        child = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603 our own interpreter and words
        while child.poll() is None and not stopping.is_set():
            time.sleep(0.1)
        if stopping.is_set():
            child.stdin.close() if child.stdin else None
            child.wait(timeout=10)
            return
        log.error("worker ended, starting another", code=child.returncode)
        time.sleep(RESTART_SECONDS)
