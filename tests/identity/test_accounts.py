"""Who is who, and what the administrator may do about it."""

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.identity.visitor import Visitor, audited
from tests.support.city import City
from zhifa.app import Parts
from zhifa.identity.models import Role
from zhifa.identity.permissions import GRANTS, Permission
from zhifa.ids import new_id


@pytest.mark.parametrize("role", list(Role))
def test_me_says_what_the_role_may(client: TestClient[Litestar], city: City, role: Role) -> None:
    name = next(name for name, person in city.people.items() if person.role is role)
    me = client.get("/api/me", headers=city.headers(name)).json()
    assert (me["id"], me["role"]) == (str(city[name].account), role.value)
    assert set(me["permissions"]) == {p.value for p in GRANTS[role]} - {Permission.PUBLIC.value}
    assert (me["officer"] is not None) == (role is Role.OFFICER)
    assert me["agency"] is not None or me["division"] is not None


def test_accounts_are_found_page_by_page(client: TestClient[Litestar], city: City) -> None:
    headers, names, cursor = city.headers("administrator"), [], None
    while True:
        suffix = f"&cursor={cursor}" if cursor else ""
        page = client.get(f"/api/accounts?limit=3{suffix}", headers=headers).json()
        names += [item["username"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert names == sorted(city.people)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=SUPER", ["supervisor", "supervisor_ruicheng"]),
        ("q=wang同", ["wang"]),
        ("q=r_ru", ["supervisor_ruicheng"]),
        ("q=%25", []),
        ("role=officer", ["li", "wang", "zhao"]),
        ("role=officer&q=zh", ["zhao"]),
    ],
)
def test_accounts_are_searched(client: TestClient[Litestar], city: City, query: str, found: list[str]) -> None:
    items = client.get(f"/api/accounts?{query}", headers=city.headers("administrator")).json()["items"]
    assert [item["username"] for item in items] == found


def test_disabling_an_account_ends_its_logins_at_once(client: TestClient[Litestar], city: City, parts: Parts) -> None:
    visitor, administrator = Visitor(client), city.headers("administrator")
    visitor.log_in("li")
    account = city["li"].account
    off = client.post(f"/api/accounts/{account}/state", json={"active": False, "reason": "调离"}, headers=administrator)
    assert (off.status_code, off.json()["active"]) == (200, False)
    assert visitor.me().status_code == 401
    assert visitor.refresh().json()["code"] == "session_expired"
    assert visitor.log_in("li").json()["code"] == "login_failed"
    on = client.post(f"/api/accounts/{account}/state", json={"active": True, "reason": "调回"}, headers=administrator)
    assert on.json()["active"]
    assert visitor.me().status_code == 401, "a login that ended stays ended"
    assert visitor.log_in("li").status_code == 201
    (row,) = audited(parts, "account_disable")
    assert row.detail == {"reason": "调离", "sessions_ended": 1}
    assert len(audited(parts, "account_enable")) == 1


def test_saying_what_is_so_already_changes_nothing(client: TestClient[Litestar], city: City, parts: Parts) -> None:
    url = f"/api/accounts/{city['li'].account}/state"
    answer = client.post(url, json={"active": True, "reason": "核对"}, headers=city.headers("administrator"))
    assert answer.json()["active"]
    assert audited(parts, "account_enable") == []


def test_an_administrator_cannot_lock_themselves_out(client: TestClient[Litestar], city: City) -> None:
    url = f"/api/accounts/{city['administrator'].account}/state"
    refused = client.post(url, json={"active": False, "reason": "误"}, headers=city.headers("administrator"))
    assert (refused.status_code, refused.json()["code"]) == (409, "own_account")
    assert client.get("/api/me", headers=city.headers("administrator")).status_code == 200


@pytest.mark.parametrize("what", ["unlock", "state"])
def test_an_unknown_account_is_not_found(client: TestClient[Litestar], city: City, what: str) -> None:
    body = {"active": True, "reason": "核对"}
    answer = client.post(f"/api/accounts/{new_id()}/{what}", json=body, headers=city.headers("administrator"))
    assert (answer.status_code, answer.json()["code"]) == (404, "account_not_found")


def test_an_unlock_is_audited(client: TestClient[Litestar], city: City, parts: Parts) -> None:
    client.post(f"/api/accounts/{city['li'].account}/unlock", headers=city.headers("administrator"))
    (row,) = audited(parts, "account_unlock")
    assert (row.account_id, row.target_id) == (city["administrator"].account, str(city["li"].account))
