"""What a running server writes about its requests: enough to find them, nothing that was in them."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.support.city import PASSWORD, City
from tests.support.postgres import free_port
from zhifa.app import Parts

MARK = "甲乙丙丁-only-in-the-body"
pytestmark = pytest.mark.kill


@contextmanager
def _server(parts: Parts, written: Path) -> Iterator[str]:
    port = free_port()
    environment = {
        **os.environ,
        "ZHIFA_DATA_DIR": str(parts.settings.data_dir),
        "ZHIFA_DATABASE_URL": parts.settings.database_url,
        "ZHIFA_OBJECTS_URL": parts.settings.objects_url,
        "ZHIFA_PORT": str(port),
        "ZHIFA_WORKER": "false",
        "ZHIFA_LOG_LEVEL": "DEBUG",
    }
    with written.open("wb") as log:
        command = [sys.executable, "-m", "zhifa", "serve"]
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}/health/live", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait(url: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert server.poll() is None, "the server ended"
        try:
            httpx.get(url, timeout=1).raise_for_status()
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer")


def test_the_log_holds_no_password_no_token_and_no_body(parts: Parts, city: City, tmp_path: Path) -> None:
    written = tmp_path / "log"
    with _server(parts, written) as base, httpx.Client(base_url=base) as client:
        login = {"username": "li", "password": PASSWORD, "client": "app"}
        client.post("/api/session", json={**login, "password": MARK})
        client.post("/api/session", json={**login, "client": MARK})
        client.post("/api/session", content=MARK.encode(), headers={"content-type": "application/json"})
        opened = client.post("/api/session", json=login)
        assert opened.status_code == 201, opened.text
        cookie, token = client.cookies["zhifa_refresh_app"], opened.json()["access_token"]
        refreshed = client.post("/api/session/refresh", json={"client": "app"})
        assert refreshed.status_code == 200
        headers = {"Authorization": f"Bearer {token}"}
        client.get("/api/me", headers=headers)
        client.get("/api/subjects", params={"q": MARK}, headers=headers)
        client.get("/api/me", headers={"Authorization": f"Bearer {MARK.encode().hex()}"})
    log = written.read_text()
    assert '"path": "/api/session/refresh"' in log, "requests are written down"
    secrets = [PASSWORD, cookie, token, client.cookies["zhifa_refresh_app"], MARK, MARK.encode().hex()]
    assert not [secret for secret in secrets if secret in log]
    assert "$argon2" not in log
