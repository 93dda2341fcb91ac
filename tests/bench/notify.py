"""Push messages a second, through inbox, job and marks, against bare encrypt-and-post in the same run; and what a
client that listens to its inbox costs the server in memory."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.notify.test_stream import announce, crowd, until
from tests.support.postgres import free_port
from tests.support.push import Browser
from tests.support.server import proportional_mb, served
from zhifa.app import Parts, make_parts
from zhifa.clock import now
from zhifa.identity.models import LoginSession
from zhifa.ids import new_id
from zhifa.jobs import run_due
from zhifa.migrations import upgrade
from zhifa.notify.models import PushDelivery, PushSubscription
from zhifa.ports import Parcel
from zhifa.settings import Settings
from zhifa.worker import lanes

MESSAGES, LISTENERS = 2_000, 500


@dataclass(frozen=True)
class Measured:
    """Messages a second; KB of 10^3 bytes a client."""

    told: float
    bare: float
    listener_kb: float


def measure() -> Measured:
    folder = Path(tempfile.mkdtemp(prefix="zhifa-bench-"))
    try:
        with _sink() as origin:
            parts = make_parts(Settings(data_dir=folder, push_services=origin, log_level="ERROR", worker=False))
            upgrade(parts.db)
            subscriptions = _subscribe(parts, origin)
            bare, told = _bare(parts, subscriptions), _told(parts)
            parts.db.close()
        return Measured(told, bare, asyncio.run(_listener_kb(parts)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _sink() -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.sink", str(port)])
    try:
        while True:
            with suppress(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", port)).close()
                break
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def _subscribe(parts: Parts, origin: str) -> list[dict[str, Any]]:
    crowd(parts.db, parts, MESSAGES)
    keys, kid = Browser().keys, parts.push_keys.signing().kid
    with parts.db.write() as session:
        logins = session.execute(sa.select(LoginSession.id, LoginSession.account_id)).all()  # type: ignore[call-overload]
        rows = [
            {"id": new_id(), "account_id": account, "session_id": login, "endpoint": f"{origin}/{number}"}
            | {**keys, "kid": kid, "made_at": now()}
            for number, (login, account) in enumerate(logins)
        ]
        session.execute(sa.insert(PushSubscription), rows)
    return rows


def _bare(parts: Parts, subscriptions: list[dict[str, Any]]) -> float:
    """Nothing but encrypting and posting, by as many threads."""
    body = os.urandom(200)
    parcels = [
        Parcel(row["endpoint"], body, "t", "low", 60, {name: row[name] for name in ("p256dh", "auth", "kid")})
        for row in subscriptions
    ]
    began = time.perf_counter()
    with ThreadPoolExecutor(parts.settings.push_connections) as pool:
        assert {handing.fate for handing in pool.map(parts.senders["webpush"].send, parcels)} == {"sent"}
    return MESSAGES / (time.perf_counter() - began)


def _told(parts: Parts) -> float:
    announce(parts.db, "明日 9 时系统维护。")
    messages = lanes(parts)[0].handlers
    began = time.perf_counter()
    while run_due(parts.db, messages):
        pass
    elapsed = time.perf_counter() - began
    with parts.db.read() as session:
        states = session.execute(sa.select(PushDelivery.state, sa.func.count()).group_by(PushDelivery.state)).all()  # type: ignore[call-overload]
    assert [tuple(row) for row in states] == [("sent", MESSAGES)], states
    return MESSAGES / elapsed


async def _listener_kb(parts: Parts) -> float:
    with served(parts.settings, processes=1) as server:
        ears = crowd(parts.db, parts, LISTENERS)
        before = proportional_mb(server.process.pid)
        listening = [asyncio.create_task(ear.stay(server.port)) for ear in ears]
        await until(lambda: all(ear.lines for ear in ears))
        announce(parts.db, "一条")
        await until(lambda: all(ear.numbers for ear in ears))
        after = proportional_mb(server.process.pid)
        for one in listening:
            one.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
    return (after - before) * 1000 / LISTENERS
