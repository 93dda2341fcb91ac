"""How fast evidence is received, beside the bare work: the same bytes hashed, written and synced without HTTP.

    python -m tests.bench.evidence [--files 160] [--clients 8] [--bytes 3000000]

The server is a real process (SQLite, files); clients are a process apart, with one connection each.
"""

import argparse
import hashlib
import http.client
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.evidence.tus import OCTETS, UPLOADS, creation
from tests.support.city import make_city
from tests.support.postgres import free_port
from tests.support.server import proportional_mb
from zhifa.app import make_parts
from zhifa.migrations import upgrade
from zhifa.settings import Settings


def contents(number: int, size: int) -> bytes:
    return b"\xff\xd8\xff" + number.to_bytes(8, "big") + os.urandom(1024) * (size // 1024)


def timed(work: Callable[[int], None], files: int, clients: int) -> float:
    begun = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(work, range(files)))
    return time.perf_counter() - begun


def bare(folder: Path, files: list[bytes], clients: int) -> float:
    def one(number: int) -> None:
        path = folder / f"{number}"
        with path.open("wb") as file:
            file.write(files[number])
            hashlib.sha256(files[number]).digest()
            file.flush()
            os.fsync(file.fileno())

    return timed(one, len(files), clients)


def sent(port: int, authorization: str, files: list[bytes], clients: int) -> float:
    held = threading.local()

    def one(number: int) -> None:
        if not hasattr(held, "connection"):
            held.connection = http.client.HTTPConnection("127.0.0.1", port)
            held.connection.blocksize = 1 << 20
        headers = {"Authorization": authorization, "Content-Type": OCTETS} | creation(files[number])
        held.connection.request("POST", UPLOADS, body=files[number], headers=headers)
        answer = held.connection.getresponse()
        assert answer.status == 201, answer.read()
        answer.read()

    return timed(one, len(files), clients)


def main() -> None:
    parser = argparse.ArgumentParser(description="measure the receiving of evidence")
    parser.add_argument("--files", type=int, default=160)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--bytes", type=int, default=3_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.cwd() / ".data" if Path(".data").is_dir() else None) as name:
        folder = Path(name)
        settings = Settings(data_dir=folder, port=free_port(), worker=False)
        parts = make_parts(settings)
        upgrade(parts.db)
        authorization = make_city(parts).headers("li")["Authorization"]
        parts.db.close()
        environment = {
            **os.environ,
            "ZHIFA_DATA_DIR": name,
            "ZHIFA_PORT": str(settings.port),
            "ZHIFA_WORKER": "0",
            "ZHIFA_LOG_LEVEL": "ERROR",
        }
        server = subprocess.Popen([sys.executable, "-m", "zhifa", "serve"], env=environment)
        try:
            measure(folder, server.pid, settings.port, authorization, asked)
        finally:
            server.terminate()
            server.wait()


def measure(folder: Path, pid: int, port: int, authorization: str, asked: argparse.Namespace) -> None:
    while True:
        try:
            http.client.HTTPConnection("127.0.0.1", port).request("GET", "/health/live")
            break
        except ConnectionRefusedError:
            time.sleep(0.05)
    for round_ in range(asked.rounds):
        files = [contents(asked.files * round_ + number, asked.bytes) for number in range(asked.files)]
        total = asked.files * asked.bytes / 1e6
        (folder / f"bare{round_}").mkdir()
        alone = bare(folder / f"bare{round_}", files, asked.clients)
        through = sent(port, authorization, files, asked.clients)
        print(
            f"bare {total / alone:.0f} MB/s, through HTTP {total / through:.0f} MB/s "
            f"({alone / through:.0%}), server memory {proportional_mb(pid):.0f} MB"
        )


if __name__ == "__main__":
    main()
