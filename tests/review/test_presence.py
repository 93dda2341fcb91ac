"""Two who look at one record know of each other, for as long as both look."""

from typing import Any
from uuid import UUID

from litestar import Litestar
from litestar.testing import TestClient

from tests.support.city import City
from tests.support.reviewing import sent_visit

Client = TestClient[Litestar]


def look(client: Client, city: City, inspection: UUID, who: str) -> Any:
    return client.put(f"/api/inspections/{inspection}/presence", headers=city.headers(who))


def names(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [each["name"] for each in answer.json()]


def test_two_who_look_see_each_other_until_one_leaves(client: Client, city: City) -> None:
    visit = sent_visit(client, city).id
    assert names(look(client, city, visit, "supervisor")) == []
    [seen] = look(client, city, visit, "overseer").json()
    assert (seen["name"], seen["unit"]) == ("supervisor同志", "盐湖区市场监督管理局")
    assert names(look(client, city, visit, "supervisor")) == ["overseer同志"]
    left = client.delete(f"/api/inspections/{visit}/presence", headers=city.headers("overseer"))
    assert left.status_code == 204
    assert names(look(client, city, visit, "supervisor")) == []


def test_whoever_is_not_heard_of_has_left(client: Client, city: City) -> None:
    visit = sent_visit(client, city).id
    look(client, city, visit, "overseer")
    first = look(client, city, visit, "supervisor").json()
    city.parts.clock.forward(seconds=30)  # type: ignore[attr-defined]
    assert look(client, city, visit, "supervisor").json() == first
    city.parts.clock.forward(seconds=20)  # type: ignore[attr-defined]
    assert names(look(client, city, visit, "supervisor")) == []


def test_another_county_and_an_officer_are_told_nothing(client: Client, city: City) -> None:
    visit = sent_visit(client, city).id
    assert look(client, city, visit, "supervisor_ruicheng").status_code == 404
    assert look(client, city, visit, "li").status_code == 403
