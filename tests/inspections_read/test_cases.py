"""同案同罚 and the server's reckoning behind their doors, on both databases."""

from typing import Any

from litestar import Litestar
from litestar.testing import TestClient

from tests.support.city import City
from tests.support.fines import published_benchmark, visit_with_fine
from zhifa.app import Parts
from zhifa.ids import new_id

Client = TestClient[Litestar]


def _compare(client: Client, city: City, named: dict[str, str], who: str = "li") -> dict[str, Any]:
    answer = client.get(f"/api/benchmarks/{named['id']}/comparison", headers=city.headers(who))
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_only_accepted_records_of_the_city_are_compared_and_never_few(client: Client, city: City, parts: Parts) -> None:
    named = published_benchmark(parts)
    cases = [visit_with_fine(client, city, named, str(4000 + 500 * number)) for number in range(5)]
    finding = cases[0].read()["record"]["findings"][-1]
    assert finding["check"]["state"] == "same"
    for each in cases[:4]:
        assert each.review("accept")[0] == 201
    assert _compare(client, city, named) == {"count": None, "tiers": [], "least": 5}
    assert cases[4].review("accept")[0] == 201
    told = {"tier": "一般", "count": 5, "median": "5000", "lower": "4500", "upper": "5500"}
    assert _compare(client, city, named) == {"count": 5, "tiers": [told], "least": 5}
    assert _compare(client, city, named, "overseer_yanhu")["count"] == 5

    cases[4].write("withdrawn", {"reason": "撤回"})
    assert _compare(client, city, named)["count"] is None, "withdrawn is not decided"
    assert client.get(f"/api/benchmarks/{new_id()}/comparison", headers=city.headers("li")).status_code == 404
