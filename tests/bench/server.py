"""The real server in a process of its own, on a fresh data folder, as `make run` starts it."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.city import City, make_city
from tests.support.postgres import free_port
from tests.support.server import children, proportional_mb
from zhifa.app import make_parts
from zhifa.migrations import upgrade
from zhifa.settings import Settings

#: Processes that receive; a server starts them before its worker.
RECEIVING = len(os.sched_getaffinity(0))


@dataclass
class Server:
    port: int
    city: City
    process: "subprocess.Popen[bytes]"

    def memory_mb(self) -> float:
        return proportional_mb(self.process.pid)

    def receiving_s(self) -> float:
        """Processor time of the processes that receive, seconds: unlike a rate, it hardly minds who else is busy."""
        return sum(_processor_s(pid) for pid in children(self.process.pid)[:RECEIVING])

    def worker_s(self) -> float:
        """That of the worker, without the program in which it has pictures decoded."""
        return sum(_processor_s(pid) for pid in children(self.process.pid)[RECEIVING:])


def _processor_s(pid: int) -> float:
    row = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(row[11]) + int(row[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(*, worker: bool = True) -> Iterator[Server]:
    folder, port = Path(tempfile.mkdtemp(prefix="zhifa-bench-")), free_port()
    settings = Settings(data_dir=folder, port=port, log_level="ERROR")
    parts = make_parts(settings)
    upgrade(parts.db)
    city = make_city(parts)
    environment = {
        **os.environ,
        "ZHIFA_DATA_DIR": str(folder),
        "ZHIFA_PORT": str(port),
        "ZHIFA_LOG_LEVEL": "ERROR",
        "ZHIFA_WORKER": str(int(worker)),
    }
    process = subprocess.Popen([sys.executable, "-m", "zhifa", "serve"], env=environment)
    try:
        _wait(port)
        yield Server(port, city, process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        parts.db.close()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")
