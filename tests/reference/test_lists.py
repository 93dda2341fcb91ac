"""Agencies, subjects and matters: what each role is shown, found and paged."""

from typing import Any
from uuid import UUID

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import Session

from tests.support.city import LONG_AGO, PASSWORD_HASH, City, Person
from zhifa.agencies.models import Agency, AgencyAncestor
from zhifa.identity.models import Account, Role
from zhifa.ids import new_id
from zhifa.subjects.models import Subject

Client = TestClient[Litestar]


def add_subject(session: Session, name: str, division: str, **fields: Any) -> UUID:
    made = Subject(
        id=new_id(),
        name=name,
        division_code=division,
        updated_at=LONG_AGO,
        **{"kind": "企业", "trade": "食品销售", "address": f"{name}所在地", "risk": "A", **fields},
    )
    session.add(made)
    session.flush()
    return made.id


@pytest.fixture
def shops(city: City) -> City:
    """Thirty more shops: twenty in 盐湖区 (five of them in 中城街道), ten in 芮城县, many of the same name."""
    with city.parts.db.write() as session:
        for number in range(30):
            division = "140802001" if number < 5 else "140802" if number < 20 else "140830"
            add_subject(session, f"同名商店{number % 3}", division)
    return city


def names(client: Client, headers: dict[str, str], path: str, **query: Any) -> list[str]:
    answer = client.get(path, headers=headers, params=query)
    assert answer.status_code == 200, answer.text
    return [item["name"] for item in answer.json()["items"]]


def every_id(client: Client, headers: dict[str, str], path: str, limit: int) -> list[str]:
    seen, cursor = [], None
    while True:
        query = {"limit": limit} | ({"cursor": cursor} if cursor else {})
        page = client.get(path, headers=headers, params=query).json()
        assert len(page["items"]) <= limit
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            return seen


@pytest.mark.parametrize(
    ("who", "count"),
    [("li", 21), ("zhao", 10), ("supervisor", 21), ("overseer_yanhu", 21), ("overseer", 31), ("assistant", 6)],
)
def test_each_sees_the_subjects_of_their_division_only(client: Client, shops: City, who: str, count: int) -> None:
    ids = every_id(client, shops.headers(who), "/api/subjects", 7)
    assert len(ids) == len(set(ids)) == count


def test_an_officer_of_a_town_sees_the_town(client: Client, shops: City) -> None:
    with shops.parts.db.write() as session:
        account = Account(
            id=new_id(),
            username="town",
            password_hash=PASSWORD_HASH,
            display_name="街道队员",
            role=Role.OFFICER.value,
            agency_id=shops.street,
            created_at=LONG_AGO,
        )
        session.add(account)
    shops.people["town"] = Person(account.id, "town", Role.OFFICER, shops.street)
    assert len(every_id(client, shops.headers("town"), "/api/subjects", 100)) == 6
    outside = names(client, shops.headers("town"), "/api/subjects", division="140830")
    assert outside == []


@pytest.mark.parametrize("who", ["registrar", "administrator"])
def test_roles_without_visits_do_not_read_subjects(client: Client, shops: City, who: str) -> None:
    assert client.get("/api/subjects", headers=shops.headers(who)).status_code == 403


def test_a_page_stays_what_it_was_when_shops_are_added_before_it(client: Client, shops: City) -> None:
    headers = shops.headers("overseer")
    before = every_id(client, headers, "/api/subjects", 100)
    first = client.get("/api/subjects", headers=headers, params={"limit": 10}).json()
    with shops.parts.db.write() as session:
        add_subject(session, "一号新店", "140802")
    rest = client.get("/api/subjects", headers=headers, params={"limit": 100, "cursor": first["next"]}).json()
    assert [s["id"] for s in first["items"]] + [s["id"] for s in rest["items"]] == before


def test_a_made_up_cursor_is_refused_in_words(client: Client, shops: City) -> None:
    for cursor in ("abc", "WzFd", "W10"):
        answer = client.get("/api/subjects", headers=shops.headers("li"), params={"cursor": cursor})
        assert (answer.status_code, answer.json()["code"]) == (400, "cursor_invalid")


@pytest.mark.parametrize("q", ["张记", "解放南路", "92140830MA0", "92140830ma0", "92140830", "92140830ma0demq19d"])
def test_a_subject_is_found_by_name_address_and_code(client: Client, shops: City, q: str) -> None:
    assert names(client, shops.headers("li"), "/api/subjects", q=q) == ["盐湖区南城张记面馆"]


def test_search_finds_nothing_of_another_county(client: Client, shops: City) -> None:
    assert names(client, shops.headers("zhao"), "/api/subjects", q="张记") == []
    assert names(client, shops.headers("zhao"), "/api/subjects", q="张记", division="140802") == []


@pytest.mark.parametrize("q", ["%", "_", "\\", "'", '"'])
def test_wildcards_are_read_as_they_are_written(client: Client, shops: City, q: str) -> None:
    with shops.parts.db.write() as session:
        add_subject(session, f"百分{q}店", "140802")
    assert names(client, shops.headers("li"), "/api/subjects", q=q) == [f"百分{q}店"]


def test_a_subject_of_another_county_is_not_there(client: Client, shops: City) -> None:
    assert client.get(f"/api/subjects/{shops.subject}", headers=shops.headers("li")).json()["visits"] == []
    for subject in (shops.subject, new_id()):
        answer = client.get(f"/api/subjects/{subject}", headers=shops.headers("zhao"))
        assert (answer.status_code, answer.json()["code"]) == (404, "subject_not_found")


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("li", {"盐湖区市场监督管理局"}),
        ("supervisor", {"盐湖区市场监督管理局", "中城街道办事处"}),
        ("supervisor_ruicheng", {"芮城县市场监督管理局"}),
        ("overseer_yanhu", {"盐湖区市场监督管理局", "中城街道办事处"}),
        ("overseer", {"盐湖区市场监督管理局", "中城街道办事处", "芮城县市场监督管理局"}),
        ("registrar", {"盐湖区市场监督管理局", "中城街道办事处", "芮城县市场监督管理局"}),
        ("assistant", {"中城街道办事处"}),
    ],
)
def test_each_sees_the_agencies_in_scope(client: Client, city: City, who: str, expected: set[str]) -> None:
    assert set(names(client, city.headers(who), "/api/agencies")) == expected


def test_agencies_are_paged(client: Client, city: City) -> None:
    with city.parts.db.write() as session:
        for number in range(9):
            made = Agency(id=new_id(), code=f"a{number}", name="某局", field="综合", division_code="140802")
            session.add(made)
            session.flush()
            session.add(AgencyAncestor(ancestor_id=made.id, agency_id=made.id))
    ids = every_id(client, city.headers("overseer"), "/api/agencies", 2)
    assert len(ids) == len(set(ids)) == 12


def test_matters_are_listed_and_shown_with_their_checklist(client: Client, city: City) -> None:
    headers = city.headers("li")
    assert names(client, headers, "/api/matters", q="餐饮") == ["餐饮服务单位食品安全检查"]
    assert names(client, headers, "/api/matters", q="SP-CY") == ["餐饮服务单位食品安全检查"]
    assert names(client, headers, "/api/matters", field="消防") == []
    matter = client.get(f"/api/matters/{city.matter}", headers=headers).json()
    assert [item["id"] for item in matter["checklist"]["items"]] == city.items
    assert matter["valid_from"] == "2025-06-30"
    answer = client.get(f"/api/matters/{new_id()}", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (404, "matter_not_found")


def test_reference_needs_a_login(client: Client, city: City) -> None:
    for path in ("/api/agencies", "/api/subjects", "/api/matters", f"/api/subjects/{city.subject}"):
        assert client.get(path).status_code == 401
