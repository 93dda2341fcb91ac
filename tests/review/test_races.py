"""Two at once, with real commits: exactly one decision stands, and the other reviewer is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

from litestar import Litestar
from litestar.testing import TestClient

from tests.support.city import City
from tests.support.reviewing import sent_visit

Client = TestClient[Litestar]
ROUNDS = 5


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        barrier.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_two_decisions_at_once_one_stands_and_the_other_is_told(client: Client, city: City) -> None:
    for _ in range(ROUNDS):
        made = sent_visit(client, city)
        seen = made.read()["row"]["version"]
        answers = at_once(
            partial(made.review, "accept", version=seen),
            partial(made.review, "return", "缺说明", who="overseer_yanhu", version=seen),
        )
        assert sorted(status for status, _body in answers) == [201, 409]
        (winner,) = (body for status, body in answers if status == 201)
        (loser,) = (body for status, body in answers if status == 409)
        assert loser["code"] == "review_conflict"
        assert winner["reviewer"] in loser["detail"]
        found = made.read()
        assert [review["id"] for review in found["reviews"]] == [winner["id"]]
        assert found["row"]["state"] == {"accept": "accepted", "return": "returned"}[winner["decision"]]


def test_a_decision_and_a_late_entry_at_once_never_miss_each_other(client: Client, city: City) -> None:
    for _ in range(ROUNDS):
        made = sent_visit(client, city)
        seen = made.read()["row"]["version"]
        late = made.phone.write(made.id, "noted", {"text": "补记"})
        (status, body), _sent = at_once(partial(made.review, "accept", version=seen), partial(made.send, [late]))
        found = made.read()
        assert found["row"]["version"] == seen + 1 + (status == 201)
        assert len(found["record"]["notes"]) > 0
        if status == 409:
            assert (body["code"], body["arrived_entries"]) == ("review_conflict", 1)
            assert found["row"]["state"] == "closed"
        else:
            assert found["row"]["state"] == "accepted"
