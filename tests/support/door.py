"""The door for entries, as a phone uses it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import Litestar
from litestar.testing import TestClient

from tests.support.bodies import visit
from tests.support.city import City
from tests.support.phone import Phone
from zhifa.ids import new_id

Answer = dict[str, Any]


def send(client: TestClient[Litestar], headers: dict[str, str], entries: Sequence[str], **more: Any) -> Answer:
    """Sends a batch and gives the answer back."""
    batch = {"sent_at": "2026-11-23T10:00:00.000+08:00", "entries": list(entries), **more}
    answer = client.post("/api/sync/entries", json=batch, headers=headers)
    assert answer.status_code == 200, answer.text
    told: Answer = answer.json()
    assert [outcome["index"] for outcome in told["outcomes"]] == list(range(len(entries)))
    return told


def fates(answer: Answer) -> list[str]:
    return [outcome["outcome"] for outcome in answer["outcomes"]]


def codes(answer: Answer) -> list[str | None]:
    return [outcome["code"] for outcome in answer["outcomes"]]


def write_visit(city: City, phone: Phone, name: str = "li", inspection: UUID | None = None) -> tuple[UUID, list[str]]:
    """Signs a whole clean visit on the phone."""
    inspection = inspection or new_id()
    return inspection, [phone.write(inspection, kind, body) for kind, body in visit(city, name)]
