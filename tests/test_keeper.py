"""The server's processes: one that crashes is replaced, none outlives a killed parent, a stop is orderly."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.conftest import installed
from tests.support.server import Server, children, served
from zhifa.settings import Settings

pytestmark = pytest.mark.kill


@pytest.fixture(params=["sqlite-files"])
def embedded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    with installed(request, tmp_path / "data") as made:
        yield made


@pytest.fixture
def server(embedded: Settings) -> Iterator[Server]:
    with served(embedded, processes=2, worker=True) as made:
        until(lambda: len(children(made.process.pid)) == 3)
        yield made


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Neither gone nor a zombie that nobody has waited for yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_no_process_outlives_a_killed_parent(server: Server) -> None:
    left = children(server.process.pid)
    server.process.kill()
    until(lambda: not any(map(alive, left)))


def test_a_server_stopped_by_ctrl_c_ends_in_order(server: Server) -> None:
    _ends_in_order(server, signal.SIGINT)


def test_a_server_outlasts_what_it_keeps_and_keeps_its_port(server: Server, embedded: Settings) -> None:
    """One server for three questions: it takes seconds to start."""
    _a_crashed_process_is_followed_by_another(server)
    _a_port_that_is_taken_is_said(server, embedded)
    server.log.write_text("")
    _ends_in_order(server, signal.SIGTERM)


def _a_crashed_process_is_followed_by_another(server: Server) -> None:
    before = set(children(server.process.pid))
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    until(lambda: len(set(children(server.process.pid)) - before) == 3)
    for _ in range(8):  # new connections, dealt out over both
        assert httpx.get(f"http://127.0.0.1:{server.port}/health/live", timeout=30).status_code == 200


def _a_port_that_is_taken_is_said(server: Server, embedded: Settings) -> None:
    environment = os.environ | {"ZHIFA_DATA_DIR": str(embedded.data_dir), "ZHIFA_PORT": str(server.port)}
    command = [sys.executable, "-m", "zhifa", "serve"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "already in use" in done.stderr


def _ends_in_order(server: Server, told: signal.Signals) -> None:
    """Told as a whole group is by Ctrl-C or an init system: none of its processes is taken for one that crashed."""
    left = children(server.process.pid)
    for pid in (server.process.pid, *left):
        os.kill(pid, told)
    assert server.process.wait(timeout=30) == 0
    assert not any(map(alive, left))
    assert "starting another" not in server.log.read_text()
