"""Verifications a second of one process, against the same framework answering a constant page in the same run; and
whether the time of an answer tells a code that there is from one that there is not."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median, quantiles

import uvicorn
from litestar import Litestar, Response, get

from tests.bench.codes import make_holders, mixed, strangers
from tests.support.postgres import free_port
from zhifa.app import create_litestar, make_parts
from zhifa.clock import now
from zhifa.migrations import upgrade
from zhifa.settings import Settings
from zhifa.verification.layout import answer, page
from zhifa.web.headers import OuterLayer
from zhifa.web.logs import configure_logs

CODES, CITIZENS, SECONDS, WARM_S = 12_000, 64, 5.0, 1.0
TIMED = 400  # codes of either kind, asked one after another
UNLIMITED = 10**9


@dataclass(frozen=True)
class Measured:
    """Pages a second and milliseconds of a core that each takes; medians of milliseconds that a citizen waits."""

    verified: tuple[float, float]
    constant: tuple[float, float]
    known: tuple[float, float]
    unknown: tuple[float, float]


def measure() -> Measured:
    folder = Path(tempfile.mkdtemp(prefix="zhifa-bench-"))
    try:
        parts = make_parts(_settings(folder))
        upgrade(parts.db)
        holders = make_holders(parts.db)
        with _serving(folder, "constant") as (port, pid):
            constant = _rate(port, pid, ["/"] * CODES)
        with _serving(folder, "product") as (port, pid):
            verified = _rate(port, pid, mixed(holders, CODES, now()))
            known, unknown = _waits(port, mixed(holders, TIMED, now()))
        parts.db.close()
        return Measured(verified, constant, known, unknown)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _settings(folder: Path) -> Settings:
    base = Settings(data_dir=folder, log_level="ERROR", worker=False)
    return replace(base, verifications_per_address=UNLIMITED, verifications_per_code=UNLIMITED)


def _rate(port: int, pid: int, paths: list[str]) -> tuple[float, float]:
    warmed = _ask_all(port, paths, WARM_S)
    began, worked = time.perf_counter(), _core_s(pid)
    pages = _ask_all(port, paths[warmed:], SECONDS)
    return pages / (time.perf_counter() - began), (_core_s(pid) - worked) / pages * 1000


def _core_s(pid: int) -> float:
    """Seconds of a core that a process has used (proc(5): utime and stime)."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _waits(port: int, codes: list[str]) -> tuple[tuple[float, float], tuple[float, float]]:
    """(median, nine in ten) of codes that there are, and of such that there are not, asked in turn on one line."""
    waits: tuple[list[float], list[float]] = ([], [])
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for pair in zip(codes, strangers(codes), strict=True):
            for path, kind in zip(pair, waits, strict=True):
                began = time.perf_counter()
                _ask(line, path)
                kind.append((time.perf_counter() - began) * 1000)
    known, unknown = ((median(kind), quantiles(kind, n=10)[-1]) for kind in waits)
    return known, unknown


def _ask(line: socket.socket, path: str) -> None:
    line.sendall(f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
    assert _read(line) == 200


def _ask_all(port: int, paths: list[str], seconds: float) -> int:
    until, counts = time.perf_counter() + seconds, [0] * CITIZENS

    def citizen(number: int) -> None:
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            at = number
            while time.perf_counter() < until:
                _ask(line, paths[at % len(paths)])
                counts[number] += 1
                at += CITIZENS

    threads = [threading.Thread(target=citizen, args=(number,)) for number in range(CITIZENS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


def _read(line: socket.socket) -> int:
    """The status of a whole answer."""
    content = b""
    while b"\r\n\r\n" not in content:
        content += line.recv(65536)
    head, _, body = content.partition(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    left = length - len(body)
    while left > 0:
        left -= len(line.recv(65536))
    return int(head[9:12])


@contextmanager
def _serving(folder: Path, what: str) -> Iterator[tuple[int, int]]:
    """(port, process)."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.verification", what, str(folder), str(port)]
    process = subprocess.Popen(command, env=dict(os.environ))
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


@get("/", sync_to_thread=True)
def constant_page() -> Response[str]:
    return answer(page("有效", "核验", "<main><p>有效</p></main>", demo=False))


def serve(what: str, folder: str, port: str) -> None:
    configure_logs("ERROR")
    product = what == "product"
    app = create_litestar(make_parts(_settings(Path(folder)))) if product else Litestar([constant_page])
    uvicorn.run(
        OuterLayer(app, https=False), host="127.0.0.1", port=int(port), log_config=None, access_log=False,
        http="httptools", loop="uvloop",
    )  # fmt: skip


if __name__ == "__main__":
    serve(*sys.argv[1:])
