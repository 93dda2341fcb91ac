"""Verifications a second of one process, against the same framework answering a constant page behind the same layers;
and whether the time of an answer tells a code that there is from one that there is not.

Both are asked of one server in turns of a second, since the machine has other work that comes and goes. The time of a
core that a page takes hardly minds that; the rate does.
"""

import gc
import random
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import cycle
from math import erfc, sqrt
from pathlib import Path
from statistics import median

import uvicorn
from litestar import Response, get

from tests.bench.codes import Holder, make_holders, mixed, strangers
from tests.support.postgres import free_port
from zhifa.app import create_litestar, layered, make_parts
from zhifa.clock import now
from zhifa.identity.permissions import Permission
from zhifa.migrations import upgrade
from zhifa.settings import Settings
from zhifa.web.layout import answer, page, rows
from zhifa.web.logs import configure_logs

CITIZENS, ROUNDS, TURN_S = 64, 9, 1.0
CODES = 3_000  # of a turn, more than are asked for
TIMED = 1_500  # codes of either kind, asked one after another
UNLIMITED = 10**9
CONSTANT = page("有效", "核验", f"<main>{rows([('证号', '14080200001')] * 20)}</main>", demo=False)


@dataclass(frozen=True)
class Measured:
    """Pages a second and milliseconds of a core that each takes; ``rate`` and ``core``: the share of a constant page's
    that is reached, in the middle of the turns. ``waits``: what tells known codes from unknown ones."""

    verified: tuple[float, float]
    constant: tuple[float, float]
    rate: float
    core: float
    waits: "Waits"


@dataclass(frozen=True)
class Waits:
    """Medians of the milliseconds that a citizen waits. ``told``: how often the unknown one of a pair is the slower,
    that is, how often whoever guesses by the time alone is right; a half tells nothing. ``chance``: how often chance
    alone makes it lean so far (Wilcoxon's test of signed ranks)."""

    known: float
    unknown: float
    told: float
    chance: float


def measure() -> Measured:
    folder = Path(tempfile.mkdtemp(prefix="zhifa-bench-"))
    try:
        parts = make_parts(_settings(folder))
        upgrade(parts.db)
        holders = make_holders(parts.db)
        parts.db.close()
        with _serving(folder) as (port, pid):
            turns = [_turn(port, pid, holders) for _ in range(ROUNDS + 1)][1:]  # the first one warms up
            waits = _waits(port, mixed(holders, TIMED, now()))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    verified, constant = ([turn[place] for turn in turns] for place in (0, 1))
    return Measured(
        _middle(verified),
        _middle(constant),
        median(v[0] / c[0] for v, c in turns),
        median(c[1] / v[1] for v, c in turns),
        waits,
    )


def _middle(measured: list[tuple[float, float]]) -> tuple[float, float]:
    return median(rate for rate, _ in measured), median(core for _, core in measured)


def _turn(port: int, pid: int, holders: list[Holder]) -> tuple[tuple[float, float], tuple[float, float]]:
    """(rate, core time) of verifications, then of the constant page."""
    return _rate(port, pid, mixed(holders, CODES, now())), _rate(port, pid, ["/constant"])


def _settings(folder: Path) -> Settings:
    base = Settings(data_dir=folder, log_level="ERROR", worker=False)
    return replace(base, verifications_per_address=UNLIMITED, verifications_per_code=UNLIMITED)


def _rate(port: int, pid: int, paths: list[str]) -> tuple[float, float]:
    began, worked = time.perf_counter(), _core_s(pid)
    pages = _ask_all(port, paths, TURN_S)
    return pages / (time.perf_counter() - began), (_core_s(pid) - worked) / pages * 1000


def _core_s(pid: int) -> float:
    """Seconds of a core that a process has used, all its threads together (proc(5): schedstat, nanoseconds)."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def _waits(port: int, codes: list[str]) -> Waits:
    """A known code and an unknown one of its kind, in pairs, either first by lot, on one line."""
    pairs: list[tuple[float, float]] = []
    lots = random.Random(TIMED)
    with _line(port) as line:
        for known, unknown in zip(codes, strangers(codes), strict=True):
            first = lots.random() < 0.5
            took = [_wait(line, path) for path in ((known, unknown) if first else (unknown, known))]
            pairs.append((took[0], took[1]) if first else (took[1], took[0]))
    known, unknown = (median(pair[place] for pair in pairs) for place in (0, 1))
    return Waits(known, unknown, sum(u > k for k, u in pairs) / len(pairs), _chance([u - k for k, u in pairs]))


def _chance(differences: list[float]) -> float:
    ranked = sorted(differences, key=abs)
    count = len(ranked)
    lean = sum(rank if difference > 0 else -rank for rank, difference in enumerate(ranked, 1))
    return erfc(abs(lean) / sqrt(count * (count + 1) * (2 * count + 1) / 6) / sqrt(2))


def _wait(line: socket.socket, path: str) -> float:
    began = time.perf_counter()
    line.sendall(_question(path))
    assert _read(line) == 200
    return (time.perf_counter() - began) * 1000


def _ask_all(port: int, paths: list[str], seconds: float) -> int:
    """Pages that so many citizens got, each asking again when the last page came. They share one thread: with one for
    each, they take a core that the server's threads then wait for."""
    until, pages, codes = time.perf_counter() + seconds, 0, cycle(paths)
    with selectors.DefaultSelector() as answers, ExitStack() as lines:
        for _ in range(CITIZENS):
            line = lines.enter_context(_line(port))
            answers.register(line, selectors.EVENT_READ)
            line.sendall(_question(next(codes)))
        while answers.get_map():
            for key, _ in answers.select():
                line = key.fileobj
                assert isinstance(line, socket.socket)
                assert _read(line) == 200
                pages += 1
                if time.perf_counter() < until:
                    line.sendall(_question(next(codes)))
                else:
                    answers.unregister(line)
    return pages


def _line(port: int) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port))
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


def _question(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode()


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
def _serving(folder: Path) -> Iterator[tuple[int, int]]:
    """(port, process)."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.verification", str(folder), str(port)])
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


@get("/constant", opt={"permission": Permission.PUBLIC}, sync_to_thread=False)
def constant_page() -> Response[str]:
    """As long as an answer, and made as the other pages are."""
    return answer(CONSTANT)


def serve(folder: str, port: str) -> None:
    """The product with one page more, after what the server does before it takes requests."""
    configure_logs("ERROR")
    app = create_litestar(make_parts(_settings(Path(folder))))
    app.register(constant_page)
    gc.collect()
    gc.freeze()
    uvicorn.run(
        layered(app, _settings(Path(folder))), host="127.0.0.1", port=int(port), log_config=None, access_log=False,
        http="httptools", loop="uvloop",
    )  # fmt: skip


if __name__ == "__main__":
    serve(*sys.argv[1:])
