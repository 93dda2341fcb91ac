"""The door for entries: every fate, kept exactly once, on both engines."""

from functools import partial
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
from zhifa.ids import new_id
from zhifa.inspections.models import Attachment, Entry, HeldEntry, Inspection, Participation, Quarantine

Client = TestClient[Litestar]


@pytest.fixture
def phone(city: City) -> Phone:
    return Phone().register(city, "li")


@pytest.fixture
def li(city: City) -> dict[str, str]:
    return city.headers("li")


def the_inspection(parts: Parts, inspection: UUID) -> Inspection:
    with parts.db.read() as session:
        return session.get_one(Inspection, inspection)


def count(parts: Parts, model: Any) -> int:
    with parts.db.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def quarantined(parts: Parts) -> list[Quarantine]:
    with parts.db.read() as session:
        return list(session.scalars(sa.select(Quarantine).order_by(col(Quarantine.id))))


def test_a_visit_is_taken_in_and_read(
    client: Client, parts: Parts, city: City, phone: Phone, li: dict[str, str]
) -> None:
    inspection, entries = write_visit(city, phone)
    answer = send(client, li, entries)
    assert set(fates(answer)) == {"applied"}
    assert answer["skew_ms"] == 0
    row = the_inspection(parts, inspection)
    assert (row.state, row.subject_id, row.agency_id, row.version) == ("closed", city.subject, city.yanhu, len(entries))
    assert row.summary["answers"] == {"pass": 9, "fail": 1, "na": 0}
    assert row.summary["photos"] == 1
    with parts.db.read() as session:
        part = session.scalars(sa.select(Participation)).one()
        assert (part.officer_id, part.role) == (city["li"].officer, "lead")
        assert session.scalars(sa.select(Attachment)).one().sha256 == "ab" * 32
    check_notebook(parts)


def test_a_second_identical_batch_changes_nothing(
    client: Client, parts: Parts, city: City, phone: Phone, li: dict[str, str]
) -> None:
    inspection, entries = write_visit(city, phone)
    send(client, li, entries)
    before = the_inspection(parts, inspection)
    assert set(fates(send(client, li, entries))) == {"duplicate"}
    assert the_inspection(parts, inspection) == before
    assert count(parts, Entry) == len(entries)


def test_one_batch_may_hold_everything_in_any_order(
    client: Client, parts: Parts, city: City, phone: Phone, li: dict[str, str]
) -> None:
    _, entries = write_visit(city, phone)
    assert fates(send(client, li, [*reversed(entries), entries[3]])) == ["applied"] * len(entries) + ["duplicate"]
    check_notebook(parts)


def test_what_comes_too_early_is_held_and_released(
    client: Client, parts: Parts, city: City, phone: Phone, li: dict[str, str]
) -> None:
    inspection, entries = write_visit(city, phone)
    assert set(fates(send(client, li, entries[5:]))) == {"held"}
    assert set(fates(send(client, li, entries[5:]))) == {"held"}
    assert fates(send(client, li, entries[:4])) == ["applied"] * 4
    assert fates(send(client, li, entries[4:5])) == ["applied"]
    assert set(fates(send(client, li, entries))) == {"duplicate"}
    assert the_inspection(parts, inspection).version == len(entries)
    check_notebook(parts)


def test_a_held_entry_that_does_not_fit_is_refused_when_the_hole_is_filled(
    client: Client, parts: Parts, city: City, phone: Phone, li: dict[str, str]
) -> None:
    inspection, entries = write_visit(city, phone)
    other = phone.sign(phone.claims(inspection, "noted", bodies.noted(), seq=2, prev="A" * 43))
    assert fates(send(client, li, [other])) == ["held"]
    assert fates(send(client, li, entries[:2])) == ["applied", "applied"]
    assert [row.code for row in quarantined(parts)] == ["prev_mismatch"]
    assert the_inspection(parts, inspection).conflict
    assert set(fates(send(client, li, entries[2:]))) == {"applied"}
    check_notebook(parts)


def test_the_same_jti_or_seq_with_other_bytes_is_a_conflict(
    client: Client, parts: Parts, city: City, phone: Phone, li: dict[str, str]
) -> None:
    inspection, entries = write_visit(city, phone)
    send(client, li, entries)
    claims = phone.claims(inspection, "noted", bodies.noted("另一条"))
    fork = phone.sign({**claims, "seq": 3})
    with parts.db.read() as session:
        jti = session.scalars(sa.select(col(Entry.jti)).limit(1)).one()
    twin = phone.sign({**claims, "jti": str(jti)})
    answer = send(client, li, [fork, twin])
    assert fates(answer) == ["conflict", "conflict"]
    assert codes(answer) == ["seq_conflict", "jti_conflict"]
    assert count(parts, Entry) == len(entries)
    assert len(quarantined(parts)) == 2
    send(client, li, [fork, twin])
    assert len(quarantined(parts)) == 2
    check_notebook(parts)


def test_a_second_officer_may_arrive_first(client: Client, parts: Parts, city: City, phone: Phone) -> None:
    second = Phone().register(city, "wang")
    inspection, entries = write_visit(city, phone)
    theirs = [
        second.write(inspection, "joined", bodies.joined(city)),
        second.write(inspection, "noted", bodies.noted()),
    ]
    assert fates(send(client, city.headers("wang"), theirs)) == ["held", "held"]
    assert set(fates(send(client, city.headers("li"), entries))) == {"applied"}
    assert fates(send(client, city.headers("wang"), theirs)) == ["duplicate", "duplicate"]
    row = the_inspection(parts, inspection)
    assert row.version == len(entries) + 2
    with parts.db.read() as session:
        roles = {part.officer_id: part.role for part in session.scalars(sa.select(Participation))}
    assert roles == {city["li"].officer: "lead", city["wang"].officer: "second"}
    check_notebook(parts)


@pytest.mark.parametrize("cut", [0, 1, 4], ids=["together", "opening-first", "followers-first"])
def test_who_opens_second_is_a_conflict_and_what_follows_is_refused_with_it(
    client: Client, parts: Parts, city: City, phone: Phone, li: dict[str, str], cut: int
) -> None:
    """Nothing can ever find its place behind it, and the first record must not wait for it."""
    other = Phone().register(city, "zhao")
    inspection, entries = write_visit(city, phone)
    _, theirs = write_visit(city, other, "zhao", inspection)
    zhao = city.headers("zhao")
    send(client, li, entries)
    if cut == 4:
        assert set(fates(send(client, zhao, theirs[1:]))) == {"held"}
        send(client, zhao, theirs[:1])
    elif cut:
        send(client, zhao, theirs[:cut])
    answer = send(client, zhao, theirs)
    assert fates(answer) == ["conflict"] * len(theirs)
    assert codes(answer) == ["opened_twice"] + ["opening_refused"] * (len(theirs) - 1)
    row = the_inspection(parts, inspection)
    assert (row.agency_id, row.conflict) == (city.yanhu, True)
    kept = quarantined(parts)
    assert sorted(each.content.decode() for each in kept) == sorted(theirs)
    assert {each.agency_id for each in kept} == {city.ruicheng}
    with parts.db.read() as session:
        assert session.scalars(sa.select(HeldEntry)).all() == []
    check_notebook(parts)


def test_a_bad_entry_stops_no_other(client: Client, parts: Parts, city: City, phone: Phone, li: dict[str, str]) -> None:
    _, good = write_visit(city, phone)
    stranger, foreign = Phone(), Phone().register(city, "wang")
    bad = {
        "device_unknown": stranger.sign(phone.claims(new_id(), "noted", bodies.noted())),
        "device_not_yours": foreign.sign(phone.claims(new_id(), "noted", bodies.noted())),
        "signature_invalid": Phone(device=phone.device).sign(phone.claims(new_id(), "noted", bodies.noted())),
        "entry_malformed": "not.a.jws",
        "claims_invalid": phone.sign(phone.claims(new_id(), "noted", bodies.noted(), at="2026-02-30T00:00:00Z")),
        "kind_unknown": phone.sign(phone.claims(new_id(), "sung", {})),
        "body_invalid": phone.sign(phone.claims(new_id(), "noted", {"words": "x"}, seq=1, prev="A" * 43)),
        "chain_start_invalid": phone.sign(phone.claims(new_id(), "noted", bodies.noted())),
        "officer_mismatch": phone.sign(phone.claims(new_id(), "opened", bodies.opened(city, "wang"))),
        "entry_too_large": phone.sign(phone.claims(new_id(), "noted", bodies.noted("x" * 70_000))),
    }
    mixed = [*good[:3], *bad.values(), *good[3:]]
    answer = send(client, li, mixed)
    assert codes(answer) == [None] * 3 + list(bad) + [None] * (len(good) - 3)
    assert fates(answer)[3 : 3 + len(bad)] == ["rejected"] * len(bad)
    kept = {row.code: bytes(row.content).decode() for row in quarantined(parts)}
    assert kept == bad
    send(client, li, mixed)
    assert len(quarantined(parts)) == len(bad)
    assert count(parts, Entry) == len(good)
    check_notebook(parts)


def test_algorithms_and_types_are_not_the_headers_to_choose(
    client: Client, city: City, phone: Phone, li: dict[str, str]
) -> None:
    claims = phone.claims(new_id(), "opened", bodies.opened(city))
    header, payload, signature = phone.sign(claims).split(".")
    none = "eyJhbGciOiJub25lIiwia2lkIjoi" + header[28:]
    for jws in (f"{none}.{payload}.{signature}", f"{header}.{payload}.", f"{header}.{payload}.{signature}="):
        assert fates(send(client, li, [jws])) == ["rejected"]
    for changed in ({"typ": "JWT"}, {"crit": ["exp"]}, {"kid": "x"}, {"jwk": phone.public_jwk}):
        assert fates(send(client, li, [phone.sign(claims, **changed)])) == ["rejected"]


def test_skew_is_known_and_a_wild_clock_does_no_harm(
    client: Client, parts: Parts, city: City, phone: Phone, li: dict[str, str]
) -> None:
    _, entries = write_visit(city, phone)
    answer = send(client, li, entries, sent_at="1999-01-01T00:00:00+08:00")
    assert answer["skew_ms"] < -800_000_000_000
    assert set(fates(answer)) == {"applied"}
    assert (
        client.post("/api/sync/entries", json={"sent_at": "2026-11-23T10:00:00", "entries": []}, headers=li).json()[
            "code"
        ]
        == "request_invalid"
    )


def test_more_than_a_batch_holds_is_refused_whole(client: Client, parts: Parts, li: dict[str, str]) -> None:
    batch = {"sent_at": "2026-11-23T10:00:00+08:00", "entries": ["x"] * 201}
    answer = client.post("/api/sync/entries", json=batch, headers=li)
    assert (answer.status_code, answer.json()["code"]) == (400, "batch_too_large")
    assert count(parts, Quarantine) == 0


def test_only_officers_send(client: Client, city: City) -> None:
    batch = {"sent_at": "2026-11-23T10:00:00+08:00", "entries": []}
    assert client.post("/api/sync/entries", json=batch).status_code == 401
    assert client.post("/api/sync/entries", json=batch, headers=city.headers("supervisor")).status_code == 403


def test_the_schema_is_public(client: Client) -> None:
    answer = client.get("/schema/entries.json")
    assert answer.headers["content-type"].startswith("application/schema+json")
    assert answer.json()["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("settings", ["sqlite-files"], indirect=True)
def test_a_database_without_room_is_told_and_takes_the_same_batch_later(
    client: Client, parts: Parts, city: City, phone: Phone, li: dict[str, str]
) -> None:
    inspection, entries = write_visit(city, phone)
    large = [phone.write(inspection, "noted", bodies.noted("字" * 3000)) for _ in range(40)]
    with parts.db.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    for most, answered in ((pages + 2, 503), (1 << 30, 200)):
        parts.db.engine.dispose()
        limit = partial(_limit_pages, most)
        sa.event.listen(parts.db.engine, "connect", limit)
        batch = {"sent_at": parts.clock().isoformat(), "entries": entries + large}
        answer = client.post("/api/sync/entries", json=batch, headers=li)
        assert answer.status_code == answered, answer.text
        if answered == 503:
            assert answer.json()["code"] == "storage_full"
            assert answer.headers["content-type"] == "application/problem+json"
        else:
            assert {each["outcome"] for each in answer.json()["outcomes"]} == {"applied"}
    check_notebook(parts)


def _limit_pages(most: int, connection: Any, _record: object) -> None:
    connection.execute(f"PRAGMA max_page_count={most}").close()
