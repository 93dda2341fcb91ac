"""Guessing passwords costs time, whether or not the account exists."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import select

from tests.conftest import TestClock
from tests.identity.visitor import WRONG, Visitor
from tests.support.api import client_of
from tests.support.city import City
from zhifa.app import Parts
from zhifa.identity import throttle
from zhifa.identity.models import LoginThrottle
from zhifa.settings import Settings


@pytest.mark.parametrize("name", ["li", "nobody"])
def test_five_wrong_passwords_make_even_the_right_one_wait(
    client: TestClient[Litestar], city: City, clock: TestClock, name: str
) -> None:
    for _ in range(5):
        assert Visitor(client).log_in(name, WRONG).status_code == 401
    refused = Visitor(client).log_in(name)
    assert (refused.status_code, refused.json()["code"]) == (429, "login_locked")
    assert refused.headers["retry-after"] == "30"
    clock.forward(seconds=29.5)
    assert Visitor(client).log_in(name).headers["retry-after"] == "1"
    clock.forward(seconds=0.5)
    assert Visitor(client).log_in(name).status_code == (201 if name == "li" else 401)


def test_the_wait_doubles_up_to_an_hour() -> None:
    waits = [throttle.delay(beyond, Settings()).total_seconds() for beyond in (0, 1, 2, 6, 7, 500)]
    assert waits == [30, 60, 120, 1920, 3600, 3600]


def test_each_further_failure_waits_longer_and_a_success_forgets_them(
    client: TestClient[Litestar], city: City, clock: TestClock
) -> None:
    _fail(client, "li", 5)
    clock.forward(seconds=30)
    _fail(client, "li", 1)
    assert Visitor(client).log_in("li").headers["retry-after"] == "60"
    clock.forward(seconds=60)
    assert Visitor(client).log_in("li").status_code == 201
    _fail(client, "li", 4)
    assert Visitor(client).log_in("li").status_code == 201


def test_a_day_without_failures_forgets_them(client: TestClient[Litestar], city: City, clock: TestClock) -> None:
    _fail(client, "li", 4)
    clock.forward(days=1, seconds=1)
    _fail(client, "li", 4)
    assert Visitor(client).log_in("li").status_code == 201


def test_other_spellings_of_a_name_are_the_same_name(client: TestClient[Litestar], city: City) -> None:
    for spelling in ("li", "LI", " li", "Li", "\uff4c\uff49"):  # the last one full-width
        assert Visitor(client).log_in(spelling, WRONG).status_code == 401
    assert Visitor(client).log_in("li").status_code == 429


def test_one_account_waiting_leaves_the_others_alone(client: TestClient[Litestar], city: City) -> None:
    _fail(client, "li", 5)
    assert Visitor(client).log_in("wang").status_code == 201


def test_failures_survive_a_restart(client: TestClient[Litestar], parts: Parts, city: City) -> None:
    _fail(client, "li", 5)
    with client_of(parts) as another:
        assert Visitor(another).log_in("li").status_code == 429


def test_guesses_sent_at_once_are_no_cheaper(client: TestClient[Litestar], city: City) -> None:
    def guess(_number: int) -> int:
        body = {"username": "li", "password": WRONG, "client": "app"}
        return client.post("/api/session", json=body).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(guess, range(16)))
    assert sorted(answers) == [401] * 5 + [429] * 11


def test_spraying_names_from_one_address_ends_in_waiting(parts: Parts, city: City, clock: TestClock) -> None:
    strict = replace(parts, settings=replace(parts.settings, login_address_failures=10))
    with client_of(strict) as client:
        for number in range(9):
            assert Visitor(client).log_in(f"name-{number}", WRONG).status_code == 401
        assert Visitor(client).log_in("li").status_code == 201  # a right password costs the office nothing
        assert Visitor(client).log_in("name-10", WRONG).status_code == 401
        refused = Visitor(client).log_in("wang")
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "600")
        clock.forward(seconds=600)
        assert Visitor(client).log_in("wang").status_code == 201


def test_old_counts_are_swept_and_names_are_never_kept(
    client: TestClient[Litestar], parts: Parts, city: City, clock: TestClock
) -> None:
    _fail(client, "i typed my password here", 1)
    assert not any("typed" in row.key for row in _rows(parts))
    clock.forward(days=2)
    Visitor(client).log_in("li")
    assert [row.failures for row in _rows(parts)] == [0]


def test_an_ipv6_customer_is_one_address() -> None:
    first, second = (throttle.attempt_of("li", f"2001:db8:1:2::{n}").address_key for n in (1, 2))
    assert first == second == "address:2001:db8:1:2::/64"
    assert throttle.attempt_of("li", "192.0.2.7").address_key == "address:192.0.2.7"
    assert timedelta(seconds=Settings().login_delay_max_s) <= throttle.FORGET


def test_an_administrator_unlocks(client: TestClient[Litestar], city: City) -> None:
    _fail(client, "li", 5)
    administrator = city.headers("administrator")
    row = client.get("/api/accounts?q=li", headers=administrator).json()["items"][0]
    assert (row["username"], row["locked_until"]) == ("li", "2026-11-23T02:00:30Z")
    unlocked = client.post(f"/api/accounts/{row['id']}/unlock", headers=administrator)
    assert (unlocked.status_code, unlocked.json()["locked_until"]) == (200, None)
    assert Visitor(client).log_in("li").status_code == 201


def _fail(client: TestClient[Litestar], name: str, times: int) -> None:
    for _ in range(times):
        assert Visitor(client).log_in(name, WRONG).status_code == 401


def _rows(parts: Parts) -> list[LoginThrottle]:
    with parts.db.read() as session:
        return list(session.exec(select(LoginThrottle)))
