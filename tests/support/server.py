"""The real server as a process of its own on a test's settings, and a line to it that gets cut."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, fields
from pathlib import Path

from tests.support.postgres import free_port
from zhifa.settings import Settings


@dataclass
class Server:
    port: int
    process: "subprocess.Popen[bytes]"
    log: Path


def children(pid: int) -> list[int]:
    """The processes that a server keeps."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def proportional_mb(pid: int) -> float:
    """Memory of a server with all its processes, shared pages counted once (Linux Pss), MB of 10^6 bytes."""
    rows = [Path(f"/proc/{each}/smaps_rollup").read_text().splitlines() for each in (pid, *children(pid))]
    return sum(int(row.split()[1]) for part in rows for row in part if row.startswith("Pss:")) * 1024 / 1e6


@contextmanager
def served(settings: Settings, *, port: int = 0, **changes: object) -> Iterator[Server]:
    """``port``: where an earlier server was, for clients that come back; else a free one."""
    port = port or free_port()
    wanted = {f.name: getattr(settings, f.name) for f in fields(Settings)} | {"port": port, "base_url": ""} | changes
    environment = os.environ | {f"ZHIFA_{name.upper()}": str(value) for name, value in wanted.items() if value != ""}
    log = settings.data_dir / "server.log"
    with log.open("ab") as said:
        process = subprocess.Popen([sys.executable, "-m", "zhifa", "serve"], env=environment, stderr=said)
    try:
        _wait_until_live(port, process)
        yield Server(port, process, log)
    finally:
        process.kill()
        process.wait()


def _wait_until_live(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert process.poll() is None, "the server ended"
        with suppress(ConnectionError), closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
            connection.request("GET", "/health/live")
            connection.getresponse().read()
            return
        time.sleep(0.05)
    raise AssertionError("the server does not answer")


@dataclass
class BadLine:
    """A TCP proxy that drops each of its first connections after so many bytes from the client."""

    target: int
    cuts: list[int]
    port: int = field(default_factory=free_port)

    def __enter__(self) -> "BadLine":
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.create_connection(("127.0.0.1", self.target))
                left = self.cuts.pop(0) if self.cuts else None
                threading.Thread(target=_carry, args=(near, far, left), daemon=True).start()


def _carry(near: socket.socket, far: socket.socket, left: int | None) -> None:
    with near, far:
        back = threading.Thread(target=_pump, args=(far, near, None), daemon=True)
        back.start()
        _pump(near, far, left)
        back.join()


def _pump(source: socket.socket, sink: socket.socket, left: int | None) -> None:
    with suppress(OSError):
        while chunk := source.recv(65536):
            sink.sendall(chunk if left is None else chunk[:left])
            left = None if left is None else left - len(chunk)
            if left is not None and left <= 0:
                break
    for end in (source, sink):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
