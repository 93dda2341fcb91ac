"""Somebody to tell, and a push service of our own to tell them by."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.conftest import TestClock
from tests.support.api import client_of
from tests.support.city import City, make_city
from tests.support.push import Browser, PushService
from zhifa.app import Parts, make_parts
from zhifa.jobs import run_due
from zhifa.notify.kinds import Kind, Target
from zhifa.notify.service import tell
from zhifa.settings import Settings
from zhifa.worker import handlers

Client = TestClient[Litestar]


@dataclass
class Post:
    """The application with a push service of the test's own, whose worker runs when the test says so."""

    parts: Parts
    city: City
    service: PushService
    client: Client

    def subscribe(self, name: str, path: str = "/one", browser: Browser | None = None, **changes: Any) -> Browser:
        """``name`` logs in on a browser and lets it be woken."""
        browser = browser or Browser()
        headers = self.city.headers(name)
        key = self.client.get("/api/push/key", headers=headers).json()["key"]
        body = {"endpoint": self.service.origin + path, "keys": browser.keys, "key": key, **changes}
        answer = self.client.post("/api/push/subscriptions", json=body, headers=headers)
        assert answer.status_code == 204, answer.text
        return browser

    def tell(self, *names: str, kind: Kind = Kind.RECORD_RETURNED, about: str = "7", **more: Any) -> None:
        recipients = [self.city[name].account for name in names]
        with self.parts.db.write() as session:
            target = Target("inspection", about)
            tell(session, kind, recipients, target, "“张记面馆”的记录需要补正。", at=self.parts.clock(), **more)

    def work(self) -> int:
        """Runs the worker until nothing is due; how many jobs that were."""
        jobs = 0
        while run_due(self.parts.db, handlers(self.parts), clock=self.parts.clock):
            jobs += 1
        return jobs


@pytest.fixture
def post(settings: Settings, clock: TestClock) -> Iterator[Post]:
    with PushService() as service:
        parts = make_parts(replace(settings, push_services=service.origin, gateways="sms"), clock=clock)
        with client_of(parts) as client:
            yield Post(parts, make_city(parts), service, client)
        parts.db.close()
