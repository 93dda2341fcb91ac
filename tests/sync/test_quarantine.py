"""Entries of a revoked device wait in quarantine, and a supervisor decides."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import col

from tests.invariants.notebook import check_notebook
from tests.support import bodies
from tests.support.city import City
from tests.support.door import codes, fates, send, write_visit
from tests.support.phone import Phone
from zhifa.app import Parts
from zhifa.identity.models import AuditRow, Device
from zhifa.ids import new_id
from zhifa.inspections.models import Inspection

Client = TestClient[Litestar]


@pytest.fixture
def phone(city: City) -> Phone:
    return Phone().register(city, "li")


def revoke(parts: Parts, phone: Phone) -> None:
    with parts.db.write() as session:
        session.get_one(Device, phone.device).revoked_at = parts.clock()


def listed(client: Client, city: City, name: str = "supervisor", **query: Any) -> list[dict[str, Any]]:
    answer = client.get("/api/quarantine", params=query, headers=city.headers(name))
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def resolve(
    client: Client, city: City, row: str, decision: str = "admit", name: str = "supervisor", words: str = "核实"
) -> Any:
    body = {"decision": decision, "words": words}
    return client.post(f"/api/quarantine/{row}/resolution", json=body, headers=city.headers(name))


def test_what_was_written_before_the_revocation_may_be_admitted_in_any_order(
    client: Client, parts: Parts, city: City, phone: Phone
) -> None:
    inspection, entries = write_visit(city, phone)
    send(client, city.headers("li"), entries[:3])
    revoke(parts, phone)
    answer = send(client, city.headers("li"), entries)
    assert fates(answer) == ["duplicate"] * 3 + ["rejected"] * (len(entries) - 3)
    assert set(codes(answer)[3:]) == {"device_revoked"}
    rows = listed(client, city, inspection=str(inspection), limit=100)
    assert len(rows) == len(entries) - 3
    assert {row["account_name"] for row in rows} == {"li同志"}
    assert all(row["captured_at"] < row["received_at"] for row in rows)
    for row in rows:  # newest first: each but the last waits for its predecessor
        answered = resolve(client, city, row["id"])
        assert answered.status_code == 200, answered.text
        assert answered.json()["resolution"] == "admit"
    with parts.db.read() as session:
        assert session.get_one(Inspection, inspection).version == len(entries)
        assert session.scalar(sa.select(sa.func.count()).where(col(AuditRow.action) == "quarantine_resolve")) == len(
            rows
        )
    assert set(fates(send(client, city.headers("li"), entries))) == {"duplicate"}
    assert listed(client, city, open=True) == []
    check_notebook(parts)


def test_what_was_written_afterwards_stays(client: Client, parts: Parts, city: City, phone: Phone) -> None:
    inspection, entries = write_visit(city, phone)
    send(client, city.headers("li"), entries)
    revoke(parts, phone)
    phone.moment = parts.clock() + timedelta(minutes=1)
    send(client, city.headers("li"), [phone.write(inspection, "noted", bodies.noted())])
    (row,) = listed(client, city)
    answer = resolve(client, city, row["id"])
    assert (answer.status_code, answer.json()["code"]) == (409, "not_admissible")
    assert resolve(client, city, row["id"], words=" ").json()["code"] == "words_required"
    assert resolve(client, city, row["id"], "keep").json()["resolution"] == "keep"
    assert resolve(client, city, row["id"]).json()["code"] == "already_resolved"


def test_what_is_forged_is_never_admitted(client: Client, parts: Parts, city: City, phone: Phone) -> None:
    forged = Phone(device=phone.device).sign(phone.claims(new_id(), "opened", bodies.opened(city)))
    send(client, city.headers("li"), [forged])
    (row,) = listed(client, city)
    assert row["bytes"] == len(forged)
    assert resolve(client, city, row["id"]).json()["code"] == "not_admissible"
    check_notebook(parts)


def test_a_conflict_that_was_decided_about_is_no_longer_shown(
    client: Client, parts: Parts, city: City, phone: Phone
) -> None:
    inspection, entries = write_visit(city, phone)
    fork = phone.sign(phone.claims(inspection, "noted", bodies.noted(), seq=3))
    send(client, city.headers("li"), [*entries, fork])
    (row,) = listed(client, city)
    assert row["code"] == "seq_conflict"
    assert resolve(client, city, row["id"], "keep").status_code == 200
    with parts.db.read() as session:
        assert not session.get_one(Inspection, inspection).conflict
    check_notebook(parts)


def test_others_do_not_see_it(client: Client, parts: Parts, city: City, phone: Phone) -> None:
    send(client, city.headers("li"), ["nonsense"])
    (row,) = listed(client, city)
    assert listed(client, city, "overseer_yanhu") != []
    assert listed(client, city, "supervisor_ruicheng") == []
    answer = resolve(client, city, row["id"], name="supervisor_ruicheng")
    assert (answer.status_code, answer.json()["code"]) == (404, "quarantine_not_found")
    assert resolve(client, city, str(UUID(int=0))).status_code == 404
    assert client.get("/api/quarantine", headers=city.headers("li")).status_code == 403


def test_pages_follow_each_other(client: Client, city: City, phone: Phone) -> None:
    send(client, city.headers("li"), [f"nonsense {n}" for n in range(5)])
    headers, seen, cursor = city.headers("supervisor"), [], None
    for _ in range(3):
        page = client.get(
            "/api/quarantine", params={"limit": 2, **({"cursor": cursor} if cursor else {})}, headers=headers
        )
        seen += [row["id"] for row in page.json()["items"]]
        cursor = page.json()["next"]
    assert cursor is None
    assert len(set(seen)) == 5
