"""Who sees which inspections, how lists are narrowed and paged, and what their rows say."""

from typing import Any
from uuid import UUID

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.support.city import City
from tests.support.crowd import NOON, add_agencies, add_visits

Client = TestClient[Litestar]


def get(client: Client, city: City, who: str, path: str = "", **query: Any) -> dict[str, Any]:
    answer = client.get(f"/api/inspections{path}", headers=city.headers(who), params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def ids(page: dict[str, Any]) -> list[UUID]:
    return [UUID(row["id"]) for row in page["items"]]


SCOPES = {
    "li": ["yanhu", "street"],
    "wang": [],
    "zhao": ["ruicheng"],
    "supervisor": ["yanhu", "street"],
    "supervisor_ruicheng": ["ruicheng"],
    "overseer": ["yanhu", "street", "ruicheng"],
    "overseer_yanhu": ["yanhu", "street"],
    "assistant": ["street"],
}


def test_everyone_sees_their_scope_and_nothing_else(client: Client, city: City) -> None:
    visits = {
        "yanhu": add_visits(city, [city.yanhu] * 2),
        "street": add_visits(city, [city.street]),
        "ruicheng": add_visits(city, [city.ruicheng] * 2, by="zhao"),
    }
    for who, seen in SCOPES.items():
        expected = {inspection for name in seen for inspection in visits[name]}
        assert set(ids(get(client, city, who))) == expected, who
        assert sum(get(client, city, who, "/counts").values()) == len(expected), who


def test_who_has_no_business_with_inspections_is_refused(client: Client, city: City) -> None:
    for who in ("registrar", "administrator"):
        for path in ("", "/counts", f"/{city.subject}", f"/{city.subject}/entries"):
            assert client.get(f"/api/inspections{path}", headers=city.headers(who)).status_code == 403


@pytest.mark.parametrize("who", ["supervisor", "overseer", "li"])
def test_pages_meet_without_gap_or_overlap_while_visits_arrive(client: Client, city: City, who: str) -> None:
    agencies = add_agencies(city, 30, division="140802", parent=city.yanhu) if who == "overseer" else [city.yanhu]
    known = add_visits(city, (agencies * 25)[:25])
    met: list[UUID] = []
    cursor = None
    while True:
        page = get(client, city, who, limit=7, **({"cursor": cursor} if cursor else {}))
        met += ids(page)
        cursor = page["next"]
        if cursor is None:
            break
        add_visits(city, [agencies[0]] * 3, sort_at=NOON.replace(year=2027))
    assert met == known[::-1]


@pytest.mark.parametrize("who", ["supervisor", "overseer", "li"])
def test_lists_are_narrowed(client: Client, city: City, who: str) -> None:
    closed, accepted, *_rest = add_visits(city, [city.yanhu, city.street, city.yanhu])
    named = add_visits(city, [city.yanhu], state="closed", subject_name="100%好吃_饭店", subject_uscc="92140830MA0X")
    assert ids(get(client, city, who, state="accepted")) == [accepted]
    assert ids(get(client, city, who, agency=str(city.street))) == [accepted]
    assert get(client, city, who, agency=str(city.ruicheng))["items"] == []
    assert ids(get(client, city, who, q="100%好")) == ids(get(client, city, who, q="92140830ma0")) == named
    assert get(client, city, who, q="10_%")["items"] == get(client, city, who, q="40830MA0X")["items"] == []
    assert closed in ids(get(client, city, who, officer=str(city["li"].officer), state="closed"))
    assert get(client, city, who, officer=str(city["wang"].officer))["items"] == []


def test_days_are_those_of_shanghai_and_the_last_is_included(client: Client, city: City) -> None:
    late_evening = NOON.replace(hour=15, minute=59)  # 23:59 of the 20th in Shanghai
    after_midnight = NOON.replace(hour=16, minute=1)  # 00:01 of the 21st
    first = add_visits(city, [city.yanhu], sort_at=late_evening)
    second = add_visits(city, [city.yanhu], sort_at=after_midnight)
    for query, seen in [
        ({"to": "2026-11-20"}, first),
        ({"from": "2026-11-21"}, second),
        ({"from": "2026-11-20", "to": "2026-11-21"}, second + first),
        ({"from": "2026-11-20T00:00:00+08:00", "to": "2026-11-21T00:00:00+08:00"}, first),
    ]:
        assert ids(get(client, city, "supervisor", **query)) == seen
        assert sum(get(client, city, "supervisor", "/counts", **query).values()) == len(seen)


def test_a_malformed_question_is_answered_400(client: Client, city: City) -> None:
    for query, code in [
        ({"from": "yesterday"}, "day_invalid"),
        ({"to": "2026-11-20T00:00:00"}, "day_invalid"),
        ({"cursor": "nonsense"}, "cursor_invalid"),
        ({"state": "lost"}, "request_invalid"),
        ({"limit": "101"}, "request_invalid"),
        ({"limit": "0"}, "request_invalid"),
    ]:
        answer = client.get("/api/inspections", headers=city.headers("supervisor"), params=query)
        assert (answer.status_code, answer.json()["code"]) == (400, code), query


def test_counts_stand_by_state_whatever_state_is_listed(client: Client, city: City) -> None:
    add_visits(city, [city.yanhu] * 6)
    wanted = {"open": 1, "closed": 2, "returned": 1, "accepted": 1, "withdrawn": 1, "quarantined": 0, "referred": 0}
    assert get(client, city, "supervisor", "/counts", state="open") == wanted
