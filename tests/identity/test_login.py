"""Letting in, and letting nothing be learnt from a refusal."""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from argon2 import PasswordHasher
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import Session, select

from tests.conftest import TestClock
from tests.identity.visitor import WRONG, Visitor, audited, cookie_of
from tests.support.api import client_of
from tests.support.city import PASSWORD, City
from tests.support.phone import Phone
from zhifa.app import Parts
from zhifa.identity import passwords
from zhifa.identity.models import Account, RefreshToken

REAL = PasswordHasher()


def test_an_officer_logs_in_and_is_known(client: TestClient[Litestar], city: City) -> None:
    visitor = Visitor(client)
    answer = visitor.log_in("li")
    assert answer.status_code == 201
    opened = answer.json()
    assert opened["server_time"] == "2026-11-23T02:00:00Z"
    assert opened["expires_at"] == "2026-11-23T02:15:00Z"
    assert opened["account"]["officer"]["certificates"][0]["status"] == "valid"
    assert opened["account"]["agency"]["division_name"] == "盐湖区"
    assert visitor.me().json() == opened["account"]


def test_the_name_is_read_as_people_type_it(client: TestClient[Litestar], city: City) -> None:
    assert Visitor(client).log_in(" Li ").status_code == 201
    assert Visitor(client).log_in("LI").status_code == 201


def test_the_cookie_is_out_of_reach_and_lasts_as_long_as_the_login(client: TestClient[Litestar], city: City) -> None:
    cookie = cookie_of(Visitor(client, app="console").log_in("supervisor"), "console")
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "strict", "/api/session")
    assert int(cookie["max-age"]) == 30 * 86400
    assert not cookie["secure"]


def test_over_https_the_cookie_is_secure(parts: Parts, city: City) -> None:
    safe = replace(parts, settings=replace(parts.settings, base_url="https://zhifa.example"))
    with client_of(safe) as client:
        assert cookie_of(Visitor(client).log_in("li"))["secure"]


def test_only_the_hash_of_a_refresh_token_is_kept(client: TestClient[Litestar], city: City, parts: Parts) -> None:
    visitor = Visitor(client)
    visitor.log_in("li")
    assert visitor.token is not None
    assert len(visitor.token) == 43
    with parts.db.read() as session:
        kept = session.exec(select(RefreshToken.token_hash)).all()
    assert kept == [hashlib.sha256(visitor.token.encode()).hexdigest()]


def test_refusals_are_alike(client: TestClient[Litestar], city: City, parts: Parts) -> None:
    _change(parts, "wang", lambda account: setattr(account, "active", False))
    refusals = [
        Visitor(client).log_in("li", WRONG),
        Visitor(client).log_in("nobody", WRONG),
        Visitor(client).log_in("wang", WRONG),
        Visitor(client).log_in("wang"),
    ]
    assert {answer.status_code for answer in refusals} == {401}
    bodies = [{**answer.json(), "request_id": None} for answer in refusals]
    assert all(body == bodies[0] for body in bodies)
    assert bodies[0]["code"] == "login_failed"


def test_an_unknown_name_costs_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
            looked_at.append(str(hash))
            return False

    monkeypatch.setattr(passwords, "HASHER", Counting())
    assert not passwords.matches("x", None)
    assert not passwords.matches("x", "hash of somebody")
    assert looked_at == [passwords.NOBODY, "hash of somebody"]


@pytest.mark.parametrize("nobody", [passwords.NOBODY])
def test_the_hash_of_nobody_has_todays_parameters(nobody: str) -> None:
    assert not REAL.check_needs_rehash(nobody)
    assert nobody.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_nobodys_password_lets_nobody_in() -> None:
    assert not passwords.matches("nobody", None)


def test_a_hash_with_old_parameters_is_renewed_at_login(
    client: TestClient[Litestar], city: City, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert Visitor(client).log_in("li").status_code == 201
    with parts.db.read() as session:
        renewed = session.exec(select(Account.password_hash).where(Account.username == "li")).one()
    assert "m=16,t=2,p=1" in renewed
    assert Visitor(client).log_in("li").status_code == 201


def test_a_login_leaves_a_trace_and_so_does_a_failure(client: TestClient[Litestar], city: City, parts: Parts) -> None:
    Visitor(client).log_in("li")
    Visitor(client).log_in("li", WRONG)
    Visitor(client).log_in("my-password-in-the-wrong-field", WRONG)
    opened, failed, unknown = audited(parts, "session_open")
    assert (opened.refused, opened.account_id) == (False, city["li"].account)
    assert (failed.refused, failed.target_id) == (True, str(city["li"].account))
    assert (unknown.refused, unknown.target_id) == (True, None)
    assert "my-password" not in str([unknown.detail, unknown.target_id])


def test_a_phone_is_registered_with_the_login_once(client: TestClient[Litestar], city: City) -> None:
    phone = Phone()
    first = Visitor(client).log_in("li", phone=phone).json()
    again = Visitor(client).log_in("li", phone=phone).json()
    assert first["device_id"] == again["device_id"] is not None
    assert not again["device_revoked"]
    assert Visitor(client).log_in("supervisor", phone=Phone()).json()["device_id"] is None


def test_two_people_cannot_sign_with_one_key(client: TestClient[Litestar], city: City) -> None:
    phone = Phone()
    Visitor(client).log_in("li", phone=phone)
    answer = Visitor(client).log_in("wang", phone=phone)
    assert (answer.status_code, answer.json()["code"]) == (409, "device_key_taken")
    assert "set-cookie" not in answer.headers


def test_a_revoked_phone_may_log_in_and_is_told(client: TestClient[Litestar], city: City, clock: TestClock) -> None:
    visitor, phone = Visitor(client), Phone()
    device = visitor.log_in("li", phone=phone).json()["device_id"]
    client.post(
        f"/api/devices/{device}/revocation", json={"reason": "手机遗失"}, headers=city.headers("supervisor")
    ).raise_for_status()
    assert visitor.refresh().json()["device_revoked"]
    assert Visitor(client).log_in("li", phone=phone).json()["device_revoked"]


def test_an_account_disabled_while_its_password_was_checked_stays_out(
    client: TestClient[Litestar], city: City, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(password: str, password_hash: str | None) -> bool:
        _change(parts, "li", lambda account: setattr(account, "active", False))
        return True

    monkeypatch.setattr(passwords, "matches", slow)
    assert Visitor(client).log_in("li").status_code == 401


def test_bodies_that_make_no_sense_are_refused_without_an_echo(client: TestClient[Litestar], city: City) -> None:
    for body in (
        {"username": "li", "password": "hunter2" * 100, "client": "app"},
        {"username": "", "password": "hunter2", "client": "app"},
        {"username": "li", "password": "hunter2", "client": "desk"},
        {"username": "li", "password": ["hunter2"], "client": "app"},
    ):
        answer = client.post("/api/session", json=body)
        assert (answer.status_code, answer.json()["code"]) == (400, "request_invalid")
        assert "hunter2" not in answer.text


def test_at_most_four_hashes_are_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "PATIENCE_S", 0.05)
    release, held = threading.Event(), threading.Barrier(passwords.AT_ONCE + 1)

    def hold() -> None:
        with passwords._turn():
            held.wait()
            release.wait()

    threads = [threading.Thread(target=hold) for _ in range(passwords.AT_ONCE)]
    for thread in threads:
        thread.start()
    held.wait()
    with pytest.raises(passwords.TooManyLogins):
        passwords.matches(PASSWORD, None)
    release.set()
    for thread in threads:
        thread.join()
    assert not passwords.matches(PASSWORD, None)


def _change(parts: Parts, username: str, change: Callable[[Account], None]) -> None:
    with parts.db.write() as session:
        change(_account(session, username))


def _account(session: Session, username: str) -> Account:
    return session.exec(select(Account).where(Account.username == username)).one()
