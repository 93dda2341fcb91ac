"""From the frozen list to a settled result: drawn in the open, marked blind, decided by a third where two differ."""

import hashlib
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.support.city import City
from tests.support.reviewing import Answer, sent_visit
from zhifa.identity.models import Role

Client = TestClient[Litestar]

RUBRIC = {
    "name": "行政检查案卷评查标准",
    "source": "演示标准",
    "standard": {
        "items": [
            {"code": "V1", "dimension": "主体", "text": "执法人员不少于两人", "veto": True},
            {"code": "A1", "dimension": "程序", "text": "告知权利", "points": 100, "each": 30},
        ],
        "grades": [{"name": "合格", "at_least": 60}],
        "tolerance": 20,
    },
}
DRAW = {"title": "十一月案卷评查", "closed_from": "2026-11-01", "closed_to": "2026-11-30", "size": 1}
SEED = {"seed": "2026-11-23 07 12 19 25 31 33", "source": "当日公开摇号结果"}


class Desk:
    def __init__(self, client: Client, city: City) -> None:
        self.client, self.city = client, city

    def post(self, who: str, path: str, body: Any) -> tuple[int, Answer]:
        answer = self.client.post(f"/api/{path}", json=body, headers=self.city.headers(who))
        return answer.status_code, answer.json()

    def get(self, who: str, path: str) -> Any:
        answer = self.client.get(f"/api/{path}", headers=self.city.headers(who))
        return answer.json() if "json" in answer.headers["content-type"] else answer.text


@pytest.fixture
def desk(client: Client, city: City) -> Desk:
    """Two records accepted by the agency's supervisor; three more who oversee the city."""
    for name in ("second", "third", "fourth"):
        city.appoint(name, Role.OVERSEER, division="140800")
    for _ in range(2):
        assert sent_visit(client, city).review("accept")[0] == 201
    return Desk(client, city)


def _frozen(desk: Desk, who: str = "overseer", **more: Any) -> Answer:
    rubric = desk.post(who, "rubrics", RUBRIC)[1]
    status, draw = desk.post(who, "draws", {**DRAW, "rubric_id": rubric["id"], **more})
    assert status == 201, draw
    return draw["row"]


def _sheets(desk: Desk, case: Answer) -> dict[str, tuple[str, str]]:
    """Part → who has the sheet, and its id."""
    found = {}
    for who in ("overseer", "second", "third", "fourth", "overseer_yanhu"):
        for row in desk.get(who, "sheets")["items"]:
            if row["inspection_id"] == case["inspection_id"]:
                found[row["part"]] = (who, row["id"])
    return found


def test_the_list_is_known_before_the_seed_and_the_seed_is_named_once(desk: Desk) -> None:
    row = _frozen(desk)
    text = desk.get("overseer", f"draws/{row['id']}/list")
    assert (row["list_count"], row["seed"]) == (2, None)
    assert hashlib.sha256(text.encode()).hexdigest() == row["list_sha256"]
    status, drawn = desk.post("overseer", f"draws/{row['id']}/seed", SEED)
    assert (status, len(drawn["cases"]), len(drawn["cases"][0]["sheets"])) == (200, 1, 2)
    assert drawn["cases"][0]["inspection_id"] in text.split()
    assert desk.post("overseer", f"draws/{row['id']}/seed", SEED)[1]["code"] == "already_drawn"


def test_sheets_are_blind_until_both_are_in_and_a_third_decides_where_they_differ(desk: Desk) -> None:
    row = _frozen(desk)
    [case] = desk.post("overseer", f"draws/{row['id']}/seed", SEED)[1]["cases"]
    sheets = _sheets(desk, case)
    (first, one), (second, two) = sheets["first"], sheets["second"]
    mild = {"marks": [], "submit": True}
    fault = {"item": "A1", "faults": 2, "words": "未告知陈述申辩和回避", "entries": []}
    assert desk.post(first, f"sheets/{one}", {"marks": [fault]})[1]["result"]["points"] == 40
    assert desk.post(first, f"sheets/{one}", {"marks": [fault], "submit": True})[0] == 200
    assert desk.get(second, f"sheets/{one}")["code"] == "sheet_not_found"
    assert desk.get(second, f"sheets/{two}")["others"] == []
    assert desk.get("overseer", f"draws/{row['id']}")["cases"][0]["settled"] == "waiting"
    assert [other["result"]["points"] for other in desk.post(second, f"sheets/{two}", mild)[1]["others"]] == [40]
    assert desk.post(second, f"sheets/{two}", mild)[1]["code"] == "sheet_submitted"
    assert desk.get("overseer", f"draws/{row['id']}")["cases"][0]["settled"] == "open"
    arbiter, three = _sheets(desk, case)["arbiter"]
    assert arbiter not in {first, second}
    assert len(desk.get(arbiter, f"sheets/{three}")["others"]) == 2
    desk.post(arbiter, f"sheets/{three}", {"marks": [{**fault, "faults": 1}], "submit": True})
    [settled] = desk.get("overseer", f"draws/{row['id']}")["cases"]
    assert (settled["settled"], settled["result"]["points"], settled["result"]["grade"]) == ("arbitrated", 70, "合格")


def test_who_accepted_a_record_does_not_appraise_it(client: Client, desk: Desk) -> None:
    made = sent_visit(client, desk.city)
    assert made.review("accept", who="third")[0] == 201
    row = _frozen(desk, size=3)
    cases = desk.post("overseer", f"draws/{row['id']}/seed", SEED)[1]["cases"]
    [own] = [case for case in cases if case["inspection_id"] == str(made.id)]
    assert "third同志" not in {sheet["reviewer"] for sheet in own["sheets"]}


def test_what_cannot_be_drawn_changes_nothing(desk: Desk) -> None:
    rubric = desk.post("overseer", "rubrics", RUBRIC)[1]
    body = {**DRAW, "rubric_id": rubric["id"]}
    assert desk.post("overseer", "draws", {**body, "closed_to": "2026-10-01"})[1]["code"] == "days_reversed"
    long_ago = {"closed_from": "2025-01-01", "closed_to": "2025-01-31"}
    assert desk.post("overseer", "draws", {**body, **long_ago})[1]["code"] == "nothing_to_draw"
    faulty = {**RUBRIC, "standard": {**RUBRIC["standard"], "grades": []}}
    assert desk.post("overseer", "rubrics", faulty)[1]["code"] == "request_invalid"
    assert desk.post("overseer", "rubrics", RUBRIC)[1]["version"] == 2
    assert desk.get("overseer", "draws")["items"] == []


def test_a_county_sees_nothing_of_anothers_draw(desk: Desk) -> None:
    desk.city.appoint("overseer_ruicheng", Role.OVERSEER, division="140830")
    row = _frozen(desk, "overseer_yanhu")
    assert [each["id"] for each in desk.get("overseer", "draws")["items"]] == [row["id"]]
    assert desk.get("overseer_ruicheng", "draws")["items"] == []
    assert desk.get("overseer_ruicheng", f"draws/{row['id']}")["code"] == "draw_not_found"
    assert desk.get("overseer_ruicheng", f"draws/{row['id']}/list")["code"] == "draw_not_found"
    assert desk.post("overseer_ruicheng", f"draws/{row['id']}/seed", SEED)[1]["code"] == "draw_not_found"
    rubric = desk.get("overseer_ruicheng", "rubrics")[0]["id"]
    assert desk.post("overseer_ruicheng", "draws", {**DRAW, "rubric_id": rubric})[1]["code"] == "nothing_to_draw"
