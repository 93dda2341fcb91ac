"""Accounts are handed out with a one-time password, which opens nothing until its holder has replaced it."""

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import Session

from tests.conftest import TestClock
from tests.identity.visitor import Visitor, audited
from tests.support.city import PASSWORD, City
from tests.support.phone import Phone
from zhifa.app import Parts
from zhifa.credentials.models import Officer
from zhifa.errors import Unprocessable
from zhifa.identity import passwords
from zhifa.ids import new_id

CHOSEN = "三月里的小雨 2026"


@pytest.fixture
def newcomer(city: City) -> str:
    """Somebody in the registry who has no account."""
    officer = Officer(id=new_id(), name="新来的", agency_id=city.yanhu)
    with city.parts.db.write() as session:
        _add(session, officer)
        return str(officer.id)


def _add(session: Session, officer: Officer) -> None:
    session.add(officer)
    session.flush()


def test_a_new_account_is_its_holders_after_the_first_login(
    client: TestClient[Litestar], city: City, parts: Parts, newcomer: str
) -> None:
    body = {"username": " Xinlai.01 ", "role": "officer", "officer_id": newcomer}
    made = client.post("/api/accounts", json=body, headers=city.headers("administrator"))
    assert (made.status_code, made.headers["cache-control"]) == (201, "no-store")
    account, one_time = made.json()["account"], made.json()["one_time_password"]
    assert (account["username"], account["display_name"], account["agency_name"]) == (
        "xinlai.01",
        "新来的",
        "盐湖区市场监督管理局",
    )
    phone, visitor = Phone(), Visitor(client)
    asked = visitor.log_in("xinlai.01", one_time, phone)
    assert (asked.status_code, asked.json()["code"]) == (409, "password_change_required")
    assert audited(parts, "device_register") == [], "no phone is registered under a password that two people know"
    short = visitor.log_in("xinlai.01", one_time, phone, new="kurz")
    assert (short.status_code, short.json()["code"]) == (422, "password_too_short")
    assert visitor.log_in("xinlai.01", one_time, phone, new=CHOSEN).status_code == 201
    assert visitor.log_in("xinlai.01", one_time).json()["code"] == "login_failed"
    assert visitor.log_in("xinlai.01", CHOSEN).status_code == 201
    (row,) = audited(parts, "account_open")
    assert row.detail == {"role": "officer", "username": "xinlai.01"}
    assert len(audited(parts, "password_change")) == 1
    second = client.post("/api/accounts", json={**body, "username": "other"}, headers=city.headers("administrator"))
    assert (second.json()["code"], second.json()["username"]) == ("officer_has_account", "xinlai.01")


def test_a_one_time_password_is_good_for_a_week(
    client: TestClient[Litestar], city: City, parts: Parts, clock: TestClock
) -> None:
    visitor, url = Visitor(client), f"/api/accounts/{city['li'].account}/password"
    visitor.log_in("li")
    handed = client.post(url, json={}, headers=city.headers("administrator")).json()
    assert visitor.me().status_code == 401, "whoever was logged in is so no more"
    assert visitor.log_in("li").json()["code"] == "login_failed"
    clock.forward(days=7)
    late = visitor.log_in("li", handed["one_time_password"], new=CHOSEN)
    assert (late.status_code, late.json()["code"]) == (401, "one_time_expired")
    (row,) = audited(parts, "password_reset")
    assert row.detail == {"sessions_ended": 1}
    own = client.post(
        f"/api/accounts/{city['administrator'].account}/password", json={}, headers=city.headers("administrator")
    )
    assert (own.status_code, own.json()["code"]) == (409, "own_password")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"username": "li", "role": "supervisor", "display_name": "李"}, "username_unfit"),
        ({"username": "李明明", "role": "supervisor", "display_name": "李"}, "username_unfit"),
        ({"username": "wang", "role": "supervisor", "display_name": "王"}, "username_taken"),
        ({"username": "new1", "role": "officer"}, "account_incomplete"),
        ({"username": "new1", "role": "officer", "officer_id": str(new_id())}, "person_unknown"),
        ({"username": "new1", "role": "overseer", "display_name": " "}, "account_incomplete"),
        ({"username": "new1", "role": "overseer", "display_name": "王", "agency_id": None}, "account_incomplete"),
        ({"username": "new1", "role": "overseer", "display_name": "王", "agency_id": str(new_id())}, "place_unknown"),
        ({"username": "new1", "role": "overseer", "display_name": "王", "division_code": "140830"}, "place_unknown"),
        (
            {"username": "new1", "role": "assistant", "display_name": "王", "division_code": "140802009"},
            "place_unknown",
        ),
        ({"username": "new1", "role": "assistant", "display_name": "王", "division_code": "140802001"}, None),
        ({"username": "new1", "role": "supervisor", "display_name": "王"}, None),
    ],
)
def test_an_account_needs_what_its_role_needs(
    client: TestClient[Litestar], city: City, body: dict[str, Any], code: str | None
) -> None:
    answer = client.post(
        "/api/accounts", json={"agency_id": str(city.yanhu), **body}, headers=city.headers("administrator")
    )
    assert answer.json().get("code") == code
    if code is None:
        town = body.get("division_code") and "中城街道"
        assert answer.json()["account"]["division_name"] == (town or "盐湖区")


def test_changing_the_password_ends_the_other_logins(client: TestClient[Litestar], city: City, parts: Parts) -> None:
    here, there = Visitor(client), Visitor(client)
    here.log_in("li")
    there.log_in("li")
    changed = here.change_password(PASSWORD, CHOSEN)
    assert (changed.status_code, changed.json()) == (200, {"sessions_ended": 1})
    assert (here.me().status_code, there.me().status_code) == (200, 401)
    assert here.log_in("li").json()["code"] == "login_failed"
    assert here.log_in("li", CHOSEN).status_code == 201
    assert [row.detail for row in audited(parts, "password_change")] == [{"sessions_ended": 1}]


def test_an_open_login_is_no_place_to_guess_from(client: TestClient[Litestar], city: City, parts: Parts) -> None:
    visitor = Visitor(client)
    visitor.log_in("li")
    codes = [visitor.change_password(f"guess {number}", CHOSEN).json()["code"] for number in range(6)]
    assert codes[0] == "password_wrong"
    assert codes[-1] == "login_locked"
    assert visitor.me().status_code == 200
    assert all(row.refused for row in audited(parts, "password_change"))


@pytest.mark.parametrize(
    "new", ["too short", "a-long-username", " A-LONG-USERNAME ", "ababababababab", "the same as before"]
)
def test_what_is_easily_guessed_is_not_taken(new: str) -> None:
    with pytest.raises(Unprocessable):
        passwords.accept(new, username="a-long-username", old="the same as before")
