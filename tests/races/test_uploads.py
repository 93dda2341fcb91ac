"""Uploads through a real server process: cut at random places, killed, raced, and whole in the end."""

import http.client
import os
import random
import signal
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import col

from tests.conftest import ENGINES, installed
from tests.evidence.tus import OCTETS, UPLOADS, creation, sha256
from tests.support import photos
from tests.support.city import make_city
from tests.support.server import BadLine, Server, children, served
from zhifa.app import Parts, make_parts
from zhifa.evidence.arrival import DERIVE
from zhifa.evidence.models import EvidenceReceipt
from zhifa.jobs import Job

VERSION = {"Tus-Resumable": "1.0.0"}


@dataclass
class Line:
    """One officer's connection to the server."""

    parts: Parts
    server: Server
    token: str

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        said = {"Authorization": self.token, **VERSION, **{k.replace("_", "-"): v for k, v in headers.items()}}
        connection.request(method, path, body=body, headers=said)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    def open(self, content: bytes) -> str:
        return str(self.ask("POST", UPLOADS, **creation(content)).headers["Location"])

    def offset(self, location: str) -> int:
        return int(self.ask("HEAD", location).headers["Upload-Offset"])

    def patch(self, location: str, offset: int, content: bytes) -> int:
        return self.ask("PATCH", location, content, Upload_Offset=str(offset), Content_Type=OCTETS).status

    def break_off(self, location: str, offset: int, content: bytes, after: int) -> int:
        """Sends ``after`` bytes of a PATCH and drops the connection. Returns: the offset that the server tells then."""
        with self.half_sent(location, offset, content[:after], len(content)):
            time.sleep(0.2)  # what the server has not yet read when the line drops is lost with it
        told = self.offset(location)
        for _ in range(20):
            time.sleep(0.05)
            told = self.offset(location)
            if told > offset:
                break
        return told

    def half_sent(self, location: str, offset: int, content: bytes, announced: int) -> socket.socket:
        head = (
            f"PATCH {location} HTTP/1.1\r\nHost: x\r\nAuthorization: {self.token}\r\nTus-Resumable: 1.0.0\r\n"
            f"Upload-Offset: {offset}\r\nContent-Type: {OCTETS}\r\nContent-Length: {announced}\r\n\r\n"
        )
        raw = socket.create_connection(("127.0.0.1", self.server.port))
        raw.sendall(head.encode() + content)
        return raw

    def stored(self, content: bytes) -> bytes:
        return b"".join(self.parts.objects.read(f"evidence/{sha256(content)}"))


@pytest.fixture(scope="module", params=ENGINES)
def line(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """One server for this file's tests; each sends photographs of its own."""
    with installed(request, tmp_path_factory.mktemp("line") / "data") as settings:
        parts = make_parts(settings)
        token = make_city(parts).headers("li")["Authorization"]
        with served(settings) as server:
            yield Line(parts, server, token)
        parts.spool.close()
        parts.db.close()


def test_cut_at_random_places_and_gone_on_with_to_the_last_byte(line: Line) -> None:
    content, chance = photos.photo("photo", 3, 3_000_000), random.Random(7)
    location, offset, kept = line.open(content), 0, 0
    for _ in range(5):
        sent = chance.randrange(1, (len(content) - offset) // 2)
        told = line.break_off(location, offset, content[offset:], sent)
        assert offset <= told <= offset + sent
        kept, offset = kept + (told > offset), told
    assert kept >= 2
    assert line.patch(location, offset, content[offset:]) == 204
    assert line.stored(content) == content
    assert line.offset(location) == len(content)
    assert not [row for row in line.server.log.read_text().splitlines() if '"error"' in row]


def test_a_killed_server_goes_on_from_what_it_had_confirmed(line: Line) -> None:
    content, settings = photos.photo("small", 4), line.parts.settings
    location = line.open(content)
    assert line.patch(location, 0, content[:5000]) == 204
    with (
        served(settings) as doomed,
        Line(line.parts, doomed, line.token).half_sent(location, 5000, bytes(100_000), len(content) - 5000),
    ):
        time.sleep(0.3)
        for pid in (*children(doomed.process.pid), doomed.process.pid):
            os.kill(pid, signal.SIGKILL)  # while the phone is still sending: a cut line would be kept
    with served(settings) as server:
        again = Line(line.parts, server, line.token)
        assert again.offset(location) == 5000
        assert len(list(settings.spool_dir.glob("*.lock"))) <= 3  # the killed server's is gone
        assert again.patch(location, 5000, content[5000:]) == 204
    assert line.stored(content) == content


def test_two_patches_at_one_offset_never_both_win(line: Line) -> None:
    content = photos.photo("small", 5)
    location = line.open(content)
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda size: line.patch(location, 0, content[:size]), range(1000, 1006)))
    assert Counter(answers) == {204: 1, 409: 5}
    offset = line.offset(location)
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: line.patch(location, offset, content[offset:]), range(6)))
    assert Counter(answers)[204] == 1
    assert set(answers) <= {204, 409}
    assert line.stored(content) == content


def test_the_same_photo_sent_eight_times_at_once_is_one(line: Line) -> None:
    content = photos.photo("small", 6)
    headers = {**creation(content), "Content-Type": OCTETS}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: line.ask("POST", UPLOADS, content, **headers).status, range(8)))
    assert answers == [201] * 8
    assert line.stored(content) == content
    with line.parts.db.read() as session:
        receipts = sa.select(sa.func.count()).where(col(EvidenceReceipt.sha256) == sha256(content))
        jobs = [job.payload["sha256"] for job in session.scalars(sa.select(Job).where(col(Job.kind) == DERIVE))]
        assert session.scalar(receipts) == 1
    assert jobs.count(sha256(content)) == 1


def test_the_phones_own_client_goes_on_over_a_bad_line(line: Line, tmp_path: Path) -> None:
    content, chance = photos.photo("photo", 3, 3_000_000), random.Random(11)
    (tmp_path / "photo.jpg").write_bytes(content)
    with BadLine(line.server.port, cuts=[chance.randrange(2_000, 1_500_000) for _ in range(4)]) as bad:
        endpoint = f"http://127.0.0.1:{bad.port}{UPLOADS}"
        script = Path(__file__).with_name("resume.mjs")
        command = ["node", script, tmp_path / "photo.jpg", endpoint, line.token, sha256(content)]
        subprocess.run(command, check=True, timeout=60)
    assert bad.cuts == []
    assert line.stored(content) == content
