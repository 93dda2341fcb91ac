"""Batches that meet: real threads, real commits, both engines."""

import random
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
import sqlalchemy as sa
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import col

from tests.invariants.notebook import check_notebook
from tests.support import bodies
from tests.support.city import City
from tests.support.door import fates, send, write_visit
from tests.support.phone import Phone
from zhifa.app import Parts
from zhifa.ids import new_id
from zhifa.inspections.models import Entry, HeldEntry, Inspection, Notebook, Quarantine

Client = TestClient[Litestar]
Work = tuple[str, list[str]]


def at_once(client: Client, city: City, work: list[Work]) -> list[list[str]]:
    """Sends every batch at the same moment, each as its person; gives the fates of each."""
    headers = {name: city.headers(name) for name, _ in work}
    with ThreadPoolExecutor(len(work)) as pool:
        waiting = [pool.submit(send, client, headers[name], batch) for name, batch in work]
        return [fates(each.result()) for each in waiting]


def entries_of(parts: Parts, inspection: UUID) -> int:
    with parts.db.read() as session:
        return session.scalar(sa.select(sa.func.count()).where(col(Entry.inspection_id) == inspection)) or 0


def test_the_same_batch_five_times_at_once(client: Client, parts: Parts, city: City) -> None:
    inspection, entries = write_visit(city, Phone().register(city, "li"))
    told = at_once(client, city, [("li", entries)] * 5)
    assert sorted(told) == [["applied"] * len(entries)] + [["duplicate"] * len(entries)] * 4
    assert entries_of(parts, inspection) == len(entries)
    check_notebook(parts)


@pytest.mark.parametrize("seed", range(3))
def test_pieces_of_two_chains_in_any_order_at_once(client: Client, parts: Parts, city: City, seed: int) -> None:
    chance = random.Random(seed)
    lead, second = Phone().register(city, "li"), Phone().register(city, "wang")
    visits = [write_visit(city, lead) for _ in range(3)]
    mine = [jws for _, entries in visits for jws in entries]
    theirs = []
    for inspection, _ in visits:
        theirs.append(second.write(inspection, "joined", bodies.joined(city)))
        theirs += [second.write(inspection, "noted", bodies.noted(f"第 {n} 条")) for n in range(4)]
    work: list[Work] = []
    for name, entries in (("li", mine), ("wang", theirs)):
        chance.shuffle(entries)
        work += [(name, entries[start::3]) for start in range(3)]
    at_once(client, city, work)
    assert set(fates(send(client, city.headers("li"), mine))) == {"duplicate"}
    assert set(fates(send(client, city.headers("wang"), theirs))) == {"duplicate"}
    for inspection, entries in visits:
        assert entries_of(parts, inspection) == len(entries) + 5
    with parts.db.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(HeldEntry)) == 0
        assert session.scalar(sa.select(sa.func.count()).select_from(Quarantine)) == 0
    check_notebook(parts)


def test_two_devices_that_open_at_once(client: Client, parts: Parts, city: City) -> None:
    first, second = Phone().register(city, "li"), Phone().register(city, "zhao")
    inspection, ours = write_visit(city, first)
    _, theirs = write_visit(city, second, "zhao", inspection)
    told = at_once(client, city, [("li", ours), ("zhao", theirs)])
    assert sorted(told)[0] == ["applied"] * len(ours)
    assert sorted(told)[1] == ["conflict"] * len(theirs)
    winner = "li" if told[0][0] == "applied" else "zhao"
    with parts.db.read() as session:
        row = session.get_one(Inspection, inspection)
        assert (row.account_id, row.agency_id) == (city[winner].account, city[winner].agency)
        assert row.conflict
    check_notebook(parts)


@pytest.mark.parametrize("seed", range(3))
def test_pieces_of_two_that_opened_at_once_leave_nothing_waiting(
    client: Client, parts: Parts, city: City, seed: int
) -> None:
    """Whichever opening stands, the record behind it is whole, and what hangs on the other is refused and kept."""
    chance = random.Random(seed)
    inspection, ours = write_visit(city, Phone().register(city, "li"))
    _, theirs = write_visit(city, Phone().register(city, "zhao"), "zhao", inspection)
    work: list[Work] = []
    for name, entries in (("li", ours), ("zhao", theirs)):
        mixed = chance.sample(entries, len(entries))
        work += [(name, mixed[start::3]) for start in range(3)]
    at_once(client, city, work)
    told = {
        name: set(fates(send(client, city.headers(name), batch))) for name, batch in (("li", ours), ("zhao", theirs))
    }
    assert sorted(told.values(), key=sorted) == [{"conflict"}, {"duplicate"}]
    with parts.db.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(HeldEntry)) == 0
        refused = session.scalars(sa.select(col(Quarantine.content))).all()
    other = theirs if told["zhao"] == {"conflict"} else ours
    assert sorted(content.decode() for content in refused) == sorted(other)
    check_notebook(parts)


def test_one_jti_in_two_visits_at_once_is_in_place_once(client: Client, parts: Parts, city: City) -> None:
    phone, other = Phone().register(city, "li"), Phone().register(city, "li")
    jti = str(new_id())
    batches = []
    for each in (phone, other):
        inspection = new_id()
        batches.append(("li", [each.write(inspection, "opened", bodies.opened(city), jti=jti)]))
    told = at_once(client, city, batches)
    assert sorted(told) == [["applied"], ["conflict"]]
    with parts.db.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Entry)) == 1
        assert session.scalar(sa.select(sa.func.count()).select_from(Notebook)) == 2
    check_notebook(parts)


def test_forks_of_one_place_at_once(client: Client, parts: Parts, city: City) -> None:
    phone = Phone().register(city, "li")
    inspection, entries = write_visit(city, phone)
    send(client, city.headers("li"), entries)
    next_claims = [phone.claims(inspection, "noted", bodies.noted(f"分叉 {n}")) for n in range(4)]
    told = at_once(client, city, [("li", [phone.sign(claims)]) for claims in next_claims])
    assert sorted(told) == [["applied"], ["conflict"], ["conflict"], ["conflict"]]
    check_notebook(parts)
