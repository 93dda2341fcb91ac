"""Verifications a second of one process, against the same framework answering a constant page in the same run."""

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
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import uvicorn
from litestar import Litestar, Response, get

from tests.support.city import make_city
from tests.support.phone import Phone
from tests.support.postgres import free_port
from tests.verification.presenting import presented
from zhifa.app import create_litestar, make_parts
from zhifa.clock import now
from zhifa.migrations import upgrade
from zhifa.settings import Settings
from zhifa.verification.layout import answer, page
from zhifa.web.headers import OuterLayer
from zhifa.web.logs import configure_logs

CODES, CITIZENS, SECONDS = 400, 16, 5.0
UNLIMITED = 10**9


def rates() -> tuple[float, float]:
    """(verifications, constant pages) a second."""
    folder = Path(tempfile.mkdtemp(prefix="zhifa-bench-"))
    try:
        parts = make_parts(_settings(folder))
        upgrade(parts.db)
        city = make_city(parts)
        phone = Phone().register(city, "li")
        with _serving(folder, "constant") as port:
            constant = _rate(port, ["/"] * CODES)
        with _serving(folder, "product") as port:
            number = str(city["li"].certificate)
            codes = [presented(phone, number, now() - timedelta(seconds=n % 40)) for n in range(CODES)]
            verified = _rate(port, [f"/v/{code}" for code in codes])
        parts.db.close()
        return verified, constant
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _settings(folder: Path) -> Settings:
    base = Settings(data_dir=folder, log_level="ERROR", worker=False)
    return replace(base, verifications_per_address=UNLIMITED, verifications_per_code=UNLIMITED)


def _rate(port: int, paths: list[str]) -> float:
    _ask_all(port, paths, 1.0)  # warm
    began = time.perf_counter()
    return _ask_all(port, paths, SECONDS) / (time.perf_counter() - began)


def _ask_all(port: int, paths: list[str], seconds: float) -> int:
    until, counts = time.perf_counter() + seconds, [0] * CITIZENS

    def citizen(number: int) -> None:
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            at = number
            while time.perf_counter() < until:
                line.sendall(f"GET {paths[at % len(paths)]} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
                assert _read(line) == 200
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
def _serving(folder: Path, what: str) -> Iterator[int]:
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
        yield port
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
