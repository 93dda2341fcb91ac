"""A shop owner's phone: scans what the officer shows, opens the visit's page, rates, complains."""

import re
from typing import Any
from uuid import UUID

from litestar import Litestar
from litestar.testing import TestClient

from tests.support.city import City
from tests.support.phone import Phone
from tests.support.visits import clean_visit
from tests.verification.presenting import presented

Client = TestClient[Litestar]


def shown(client: Client, city: City, *, upload: bool = True, who: str = "li") -> tuple[UUID, str]:
    """A visit whose code was scanned at the door: its id and the path of its page."""
    phone = Phone().register(city, who)
    visit, entries = clean_visit(city, phone, lead=who)
    code = presented(phone, str(city[who].certificate), city.parts.clock(), visit=visit)
    path: str = client.post("/api/verifications", json={"code": code}).json()["visit_page"]
    if upload:
        send(client, city, phone, entries, who)
    return visit, path


def send(client: Client, city: City, phone: Phone, entries: list[str], who: str = "li") -> None:
    body = {"sent_at": city.parts.clock().isoformat(), "entries": entries}
    answer = client.post("/api/sync/entries", json=body, headers=city.headers(who, device=phone.device))
    assert {each["outcome"] for each in answer.json()["outcomes"]} == {"applied"}, answer.text


def rate(client: Client, path: str, verdict: int = 5, words: str = "") -> Any:
    return client.post(f"{path}/rating", data={"verdict": str(verdict), "words": words})


def complain(client: Client, path: str, words: str = "收费没有票据。", **more: Any) -> tuple[str, str]:
    """Sends the form at ``path``: the number and the secret of the complaint."""
    files = more.pop("files", None)
    answer = client.post(path, data={"words": words, **more}, files=files or {"photos": b""})
    assert answer.status_code == 200, answer.text
    told = answer.text
    tracking, secret = re.search(r"T\d{8}-\w{6}", told), re.search(r"\w{4}-\w{4}-\w{4}", told)
    assert tracking is not None
    assert secret is not None
    return tracking[0], secret[0]
