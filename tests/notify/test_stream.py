"""The live inbox: hundreds of clients, a server restarted under them, nothing lost, doubled or disordered."""

import asyncio
import json
import re
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from tests.conftest import TestClock
from tests.support.city import LONG_AGO, PASSWORD_HASH, City, make_city
from tests.support.server import served
from zhifa.app import Parts, make_parts
from zhifa.clock import now
from zhifa.db import Database
from zhifa.identity.models import Account, LoginSession, Role
from zhifa.identity.tokens import AccessClaims
from zhifa.ids import new_id
from zhifa.notify import occasions
from zhifa.notify.stream import Hub
from zhifa.settings import Settings

CLIENTS = 500
NUMBER = re.compile(rb"^id: (\d+)$", re.MULTILINE)


@dataclass
class Ear:
    """A client that resumes where it stood, as the applications do."""

    token: str
    numbers: list[int] = field(default_factory=list)
    lines: int = 0

    async def listen(self, port: int) -> None:
        """Until the line ends; a message's number is taken once its event is whole."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        self.lines += 1
        last = self.numbers[-1] if self.numbers else 0
        head = ["GET /api/inbox/stream HTTP/1.1", "Host: x", f"Authorization: Bearer {self.token}"]
        writer.write("\r\n".join([*head, f"Last-Event-ID: {last}", "", ""]).encode())
        rest = b""
        try:
            while piece := await reader.read(65536):
                *whole, rest = (rest + piece).split(b"\n\n")
                self.numbers += [int(number) for event in whole for number in NUMBER.findall(event)]
        finally:
            writer.close()

    async def stay(self, port: int) -> None:
        while True:
            with suppress(OSError):
                await self.listen(port)
            await asyncio.sleep(0.2)


def crowd(db: Database, parts: Parts, size: int) -> list[Ear]:
    """Accounts that are logged in, each with a client."""
    at = now()
    accounts, logins, ears = [], [], []
    for _ in range(size):
        account, login = new_id(), new_id()
        accounts.append(
            {"id": account, "username": f"e{account}", "password_hash": PASSWORD_HASH, "display_name": "同志"}
            | {"role": Role.ASSISTANT.value, "active": True, "created_at": LONG_AGO}
        )
        logins.append({"id": login, "account_id": account, "client": "console", "opened_at": at})
        claims = AccessClaims(account_id=account, session_id=login)
        ears.append(Ear(parts.token_key.issue(claims, at=at, life=timedelta(hours=1))))
    with db.write() as session:
        session.execute(sa.insert(Account), accounts)
        session.execute(sa.insert(LoginSession), logins)
    return ears


def announce(db: Database, words: str) -> None:
    with db.write() as session:
        occasions.announce(session, words, role=Role.ASSISTANT, at=now())


async def until(met: Any, seconds: float = 90.0) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, "it did not come"
        await asyncio.sleep(0.05)


@pytest.mark.kill
@pytest.mark.parametrize("settings", ["sqlite-files"], indirect=True)
def test_five_hundred_clients_hear_everything_once_and_in_order_through_a_restart(settings: Settings) -> None:
    parts = make_parts(settings)
    ears = crowd(parts.db, parts, CLIENTS)

    async def live() -> None:
        with served(settings, processes=2) as server:
            listening = [asyncio.create_task(ear.stay(server.port)) for ear in ears]
            await until(lambda: all(ear.lines for ear in ears))
            announce(parts.db, "第一条")
            await until(lambda: all(ear.numbers for ear in ears))
            announce(parts.db, "第二条,服务器随即被终止")
        announce(parts.db, "第三条,此时没有服务器")
        with served(settings, processes=2, port=server.port):
            announce(parts.db, "第四条")
            await until(lambda: all(len(ear.numbers) >= 4 for ear in ears))
            for one in listening:
                one.cancel()
            await asyncio.gather(*listening, return_exceptions=True)

    asyncio.run(live())
    parts.db.close()
    assert [ear.numbers for ear in ears] == [[1, 2, 3, 4]] * CLIENTS
    assert min(ear.lines for ear in ears) >= 2, "each had to resume"


@pytest.mark.parametrize("settings", ["sqlite-files"], indirect=True)
def test_a_stream_ends_with_its_token_its_login_or_the_server(
    settings: Settings, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = make_parts(settings, clock=clock)
    city = make_city(parts)
    monkeypatch.setattr("zhifa.notify.stream.LOOK_S", 0.02)
    monkeypatch.setattr("zhifa.notify.stream.KEEP_ALIVE_S", 0.1)

    async def heard(hub: Hub, login: UUID, minutes: int, then: Any) -> list[str]:
        pieces = []
        until_then = clock() + timedelta(minutes=minutes)
        async for piece in hub.listen(city["li"].account, login, after=None, until=until_then):
            pieces.append(piece.decode())
            if len(pieces) == 3:
                then()
        return pieces

    def logged_in() -> UUID:
        city.headers("li")
        with parts.db.read() as session:
            return session.scalars(sa.select(LoginSession.id).order_by(LoginSession.id.desc())).first()  # type: ignore[attr-defined,return-value]

    def log_out() -> None:
        with parts.db.write() as session:
            session.execute(sa.update(LoginSession).values(ended_at=clock()))

    def stop() -> None:
        monkeypatch.setattr("zhifa.notify.stream.is_ending", lambda: True)

    async def all_three() -> None:
        hub = Hub(parts.db, clock)
        first = await heard(hub, logged_in(), 15, lambda: clock.forward(minutes=16))
        assert first[:3] == ["retry: 3000\n\n", 'event: state\ndata: {"unread":0,"last":0}\n\n', ":\n\n"]
        assert await heard(hub, logged_in(), 15, log_out)
        assert await heard(hub, logged_in(), 15, stop)
        assert not hub._listeners, "nobody is left behind"

    asyncio.run(asyncio.wait_for(all_three(), 30))
    parts.db.close()


def test_a_message_is_an_event_with_its_number_and_the_state_follows(parts: Parts, city: City) -> None:
    """What one client is sent, byte for byte as far as it is ours to choose."""
    with parts.db.write() as session:
        for words in ("一", "二"):
            occasions.announce(session, words, role=Role.OVERSEER, at=parts.clock())

    async def first_frames() -> str:
        hub = Hub(parts.db, parts.clock)
        until_then = parts.clock() + timedelta(minutes=1)
        stream = hub.listen(city["overseer"].account, new_id(), after=1, until=until_then)
        await anext(stream)
        frames = (await anext(stream)).decode()
        await stream.aclose()  # type: ignore[attr-defined]
        return frames

    message, state, rest = asyncio.run(first_frames()).split("\n\n")
    assert rest == ""
    assert message.startswith("id: 2\nevent: message\ndata: {")
    told = json.loads(message.partition("data: ")[2])
    assert (told["number"], told["words"], told["read_at"]) == (2, "二", None)
    assert state == 'event: state\ndata: {"unread":2,"last":2}'
