"""The real server is killed again and again while two phones send; nothing is lost and nothing is twice.

Each phone does what the app does: it lets go of an entry only once it was told `applied` or `duplicate`, and of a
file once the server has confirmed its hash. SIGKILL of all its processes leaves it no moment to tidy up.
"""

import hashlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from sqlmodel import col

from tests.evidence.tus import OCTETS, creation
from tests.invariants.notebook import check_notebook
from tests.support import bodies
from tests.support.city import City, make_city
from tests.support.phone import Phone
from tests.support.postgres import free_port
from zhifa.app import Parts, make_parts
from zhifa.clock import now
from zhifa.ids import new_id
from zhifa.inspections.models import Entry, HeldEntry, Quarantine
from zhifa.settings import Settings

KILLS = int(os.environ.get("KILLS", "50"))
LIFE_S = (0.05, 0.4)
PATIENCE_S = 60
ROOT = Path(__file__).parents[2]


@dataclass
class Sender:
    """A phone that writes visits and sends them for as long as it is told to, then until all is confirmed."""

    address: str
    city: City
    name: str
    stop: threading.Event
    entries: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    failures: int = 0
    error: BaseException | None = None

    def run(self) -> None:
        try:
            self._headers = self.city.headers(self.name)
            self._phone = Phone().register(self.city, self.name)
            self._chance = random.Random(self.name)
            with httpx.Client(base_url=self.address, headers=self._headers, timeout=PATIENCE_S) as client:
                while not self.stop.is_set():
                    self._visit(client)
        except BaseException as error:
            self.error = error

    def _visit(self, client: httpx.Client) -> None:
        content = self._chance.randbytes(60_000)
        sha256 = hashlib.sha256(content).hexdigest()
        steps = [("opened", bodies.opened(self.city, self.name)), ("attached", bodies.attached(sha256))]
        steps += [("noted", bodies.noted(f"第 {n} 条")) for n in range(8)] + [("closed", bodies.closed())]
        inspection = new_id()
        entries = [self._phone.write(inspection, kind, body) for kind, body in steps]
        self.entries += entries
        self.files[sha256] = content
        waiting = entries[:]
        while waiting:
            self._chance.shuffle(waiting)
            waiting = [*self._send(client, waiting[:5]), *waiting[5:]]
        while not self._handed_in(client, sha256):
            self._upload(client, content)

    def _send(self, client: httpx.Client, batch: list[str]) -> list[str]:
        """What is still to be sent of the batch."""
        body = {"sent_at": now().isoformat(), "entries": batch}
        answer = self._try(client, "POST", "/api/sync/entries", json=body)
        if answer is None or answer.status_code != 200:
            return batch
        outcomes = answer.json()["outcomes"]
        assert {outcome["outcome"] for outcome in outcomes} <= {"applied", "duplicate", "held"}, outcomes
        return [batch[outcome["index"]] for outcome in outcomes if outcome["outcome"] == "held"]

    def _handed_in(self, client: httpx.Client, sha256: str) -> bool:
        answer = self._try(client, "POST", "/api/evidence/status", json={"sha256": [sha256]})
        return answer is not None and answer.json().get("present") == [sha256]

    def _upload(self, client: httpx.Client, content: bytes) -> None:
        headers = {**creation(content), "Content-Type": OCTETS}
        self._try(client, "POST", "/api/evidence/uploads", content=content, headers=headers)

    def _try(self, client: httpx.Client, method: str, path: str, **more: object) -> httpx.Response | None:
        try:
            answer = client.request(method, path, **more)  # type: ignore[arg-type]
        except httpx.TransportError:
            self.failures += 1
            time.sleep(0.02)
            return None
        assert answer.status_code < 400 or answer.status_code >= 500, answer.text
        return answer


@contextmanager
def zygote(settings: Settings, port: int) -> Iterator["subprocess.Popen[str]"]:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        "ZHIFA_DATA_DIR": str(settings.data_dir),
        "ZHIFA_DATABASE_URL": settings.database_url,
        "ZHIFA_OBJECTS_URL": settings.objects_url,
        "ZHIFA_PORT": str(port),
        "ZHIFA_PROCESSES": "2",
        "ZHIFA_WORKER": "0",
        "ZHIFA_UPLOADS_OPEN_PER_DEVICE": "1000",
        "ZHIFA_LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "tests.races.zygote"]
    with subprocess.Popen(
        command, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process


def start(parent: "subprocess.Popen[str]", port: int) -> int:
    """Starts the server and waits until it answers; gives the pid of its parent, which leads its group."""
    assert parent.stdin is not None
    assert parent.stdout is not None
    print("start", file=parent.stdin, flush=True)
    pid = int(parent.stdout.readline())
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        with suppress(OSError, HTTPException), closing(HTTPConnection("127.0.0.1", port, PATIENCE_S)) as connection:
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == 200:
                return pid
        time.sleep(0.02)
    raise AssertionError("the server did not start")


@pytest.fixture
def running(settings: Settings) -> Iterator[Parts]:
    """The parts with the real clock, since the server's own is real."""
    made = make_parts(settings)
    yield made
    made.spool.close()
    made.db.close()


@pytest.mark.kill
@pytest.mark.timeout(900)
def test_fifty_deaths_lose_nothing_and_double_nothing(running: Parts) -> None:
    city, stop, port = make_city(running), threading.Event(), free_port()
    address, chance = f"http://127.0.0.1:{port}", random.Random(7)
    senders = [Sender(address, city, name, stop) for name in ("li", "wang")]
    threads = [threading.Thread(target=sender.run) for sender in senders]
    with zygote(running.settings, port) as parent:
        pid = start(parent, port)
        for thread in threads:
            thread.start()
        for _ in range(KILLS):
            time.sleep(chance.uniform(*LIFE_S))
            os.killpg(pid, signal.SIGKILL)
            pid = start(parent, port)
        stop.set()
        for thread in threads:
            thread.join()
        assert [sender.error for sender in senders] == [None, None]
        _check_all_there(running, address, city, senders)
    check_notebook(running)


def _check_all_there(parts: Parts, address: str, city: City, senders: list[Sender]) -> None:
    sent = [jws for sender in senders for jws in sender.entries]
    assert sum(sender.failures for sender in senders) > 0, "no request was ever interrupted"
    with parts.db.read() as session:
        assert sorted(session.scalars(sa.select(col(Entry.jws)))) == sorted(sent)
        assert session.scalar(sa.select(sa.func.count()).select_from(HeldEntry)) == 0
        assert session.scalar(sa.select(sa.func.count()).select_from(Quarantine)) == 0
    for sender in senders:
        with httpx.Client(base_url=address, headers=city.headers(sender.name), timeout=PATIENCE_S) as client:
            for sha256, content in sender.files.items():
                assert client.get(f"/api/evidence/{sha256}/original").content == content
