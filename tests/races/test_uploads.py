"""Uploads through a real server process: cut at random places, killed, raced, and whole in the end."""

import http.client
import random
import shutil
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

from tests.evidence.tus import OCTETS, UPLOADS, creation, sha256
from tests.support import photos
from tests.support.city import make_city
from tests.support.server import BadLine, Server, served
from zhifa.app import Parts, make_parts
from zhifa.evidence.models import Evidence, EvidenceReceipt
from zhifa.settings import Settings

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

    def break_off(self, location: str, offset: int, content: bytes, after: int) -> None:
        """Sends the head of a PATCH and ``after`` bytes of its body, then drops the connection."""
        head = (
            f"PATCH {location} HTTP/1.1\r\nHost: x\r\nAuthorization: {self.token}\r\nTus-Resumable: 1.0.0\r\n"
            f"Upload-Offset: {offset}\r\nContent-Type: {OCTETS}\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", self.server.port)) as raw:
            raw.sendall(head.encode() + content[:after])

    def settled(self, location: str, at_least: int) -> int:
        for _ in range(200):
            if (offset := self.offset(location)) >= at_least:
                return offset
            time.sleep(0.02)
        raise AssertionError(f"{at_least} bytes never arrived")

    def stored(self, content: bytes) -> bytes:
        return b"".join(self.parts.objects.read(f"evidence/{sha256(content)}"))


@pytest.fixture
def line(settings: Settings) -> Iterator[Line]:
    parts = make_parts(settings)
    token = make_city(parts).headers("li")["Authorization"]
    with served(settings) as server:
        yield Line(parts, server, token)
    parts.spool.close()
    parts.db.close()


def test_cut_at_random_places_and_gone_on_with_to_the_last_byte(line: Line) -> None:
    content, chance = photos.photo("photo", 3, 3_000_000), random.Random(7)
    location, offset = line.open(content), 0
    for _ in range(6):
        sent = chance.randrange(1, (len(content) - offset) // 2)
        line.break_off(location, offset, content[offset:], sent)
        offset = line.settled(location, offset + sent)
    assert line.patch(location, offset, content[offset:]) == 204
    assert line.stored(content) == content
    assert line.offset(location) == len(content)
    assert not [row for row in line.server.log.read_text().splitlines() if '"error"' in row]


def test_a_killed_server_goes_on_from_what_it_had_confirmed(line: Line, settings: Settings) -> None:
    content = photos.photo("small", 4)
    location = line.open(content)
    line.break_off(location, 0, content, 1000)
    offset = line.settled(location, 1000)
    with socket.create_connection(("127.0.0.1", line.server.port)) as raw:
        head = f"PATCH {location} HTTP/1.1\r\nHost: x\r\nAuthorization: {line.token}\r\nTus-Resumable: 1.0.0\r\n"
        head += f"Upload-Offset: {offset}\r\nContent-Type: {OCTETS}\r\nContent-Length: {2 << 20}\r\n\r\n"
        raw.sendall(head.encode() + bytes(1 << 20))
        time.sleep(0.1)
        line.server.process.kill()
        line.server.process.wait()
    with served(settings) as server:
        again = Line(line.parts, server, line.token)
        assert again.offset(location) == offset
        assert again.patch(location, offset, content[offset:]) == 204
        assert again.stored(content) == content
        assert list(settings.spool_dir.glob("*/*")) == []


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
        rows = [session.scalar(sa.select(sa.func.count()).select_from(t)) for t in (Evidence, EvidenceReceipt)]
    assert rows == [1, 1]


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
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
