"""From the frozen list to a settled result: drawn in the open, marked blind, decided by a third where two differ."""

import hashlib
import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.support.city import City
from tests.support.reviewing import Answer, sent_visit
from zhifa.compliance.rechecking import Rechecks
from zhifa.identity.models import Account, Role
from zhifa.ids import new_id
from zhifa.matters.models import Matter

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


FAULT = {"item": "A1", "faults": 2, "words": "未告知陈述申辩和回避", "entries": []}


def _differ(desk: Desk, **more: Any) -> tuple[Answer, Answer, str, str]:
    """Draw and case whose two reviewers differ, with who is the arbiter and their sheet."""
    row = _frozen(desk, **more)
    [case, *_] = desk.post("overseer", f"draws/{row['id']}/seed", SEED)[1]["cases"]
    sheets = _sheets(desk, case)
    desk.post(sheets["first"][0], f"sheets/{sheets['first'][1]}", {"marks": [FAULT], "submit": True})
    desk.post(sheets["second"][0], f"sheets/{sheets['second'][1]}", {"marks": [], "submit": True})
    return row, case, *_sheets(desk, case)["arbiter"]


def test_an_arbiter_decides_what_is_in_dispute_and_gives_a_reason_for_each(desk: Desk) -> None:
    row, _, arbiter, sheet = _differ(desk)
    read = desk.get(arbiter, f"sheets/{sheet}")
    assert read["disputed"] == ["A1"]
    status, refused = desk.post(arbiter, f"sheets/{sheet}", {"marks": [], "submit": True})
    assert (status, refused["code"], refused["items"]) == (400, "reasons_missing", ["A1"])
    met = {**FAULT, "faults": 0, "words": "告知书上有回避和申辩的内容"}
    status, answer = desk.post(arbiter, f"sheets/{sheet}", {"marks": [met], "submit": True})
    assert (status, answer["result"]["points"]) == (200, 100)
    [settled] = desk.get("overseer", f"draws/{row['id']}")["cases"]
    assert (settled["settled"], settled["result"]["points"]) == ("arbitrated", 100)


def test_the_agency_reads_the_result_without_names_and_answers_it(client: Client, desk: Desk) -> None:
    row, case, arbiter, sheet = _differ(desk)
    path = f"inspections/{case['inspection_id']}/appraisals"
    assert desk.get("supervisor", path) == [], "nothing before it is settled"
    desk.post(arbiter, f"sheets/{sheet}", {"marks": [FAULT], "submit": True})
    [told] = desk.get("li", path)
    assert (told["result"]["points"], told["marks"][0]["lost"], told["marks"][0]["words"]) == (40, 60, FAULT["words"])
    assert arbiter not in str(told)
    answer = {"words": "=告知书在附件中,请复核"}
    assert desk.post("supervisor", f"{path}/{row['id']}/statements", answer)[0] == 201
    assert desk.post("zhao", f"{path}/{row['id']}/statements", answer)[1]["code"] == "inspection_not_found"
    assert desk.post("supervisor", f"{path}/{desk.city.matter}/statements", answer)[1]["code"] == "appraisal_not_found"
    drawn = desk.get("overseer", f"draws/{row['id']}")
    assert [each["words"] for each in drawn["cases"][0]["statements"]] == [answer["words"]]
    assert drawn["agencies"] == [
        {"agency_name": "盐湖区市场监督管理局", "drawn": 1, "settled": 1, "failed": 1, "percent": 40.0}
    ]
    inbox = desk.get("supervisor", "inbox")["items"]
    assert any(message["kind"] == "record_appraised" for message in inbox)
    file = client.get(f"/api/draws/{row['id']}/export", headers=desk.city.headers("overseer"))
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    [heading, line] = list(book.active.iter_rows(values_only=True))
    assert line[heading.index("等次")] == "不合格"
    assert "告知书在附件中" in line[heading.index("申辩意见")]
    assert not any(str(cell).startswith("=") for cell in line)


def test_who_withdraws_is_replaced_and_not_asked_again(desk: Desk) -> None:
    row = _frozen(desk)
    [case] = desk.post("overseer", f"draws/{row['id']}/seed", SEED)[1]["cases"]
    first, sheet = _sheets(desk, case)["first"]
    desk.post(first, f"sheets/{sheet}", {"marks": [FAULT]})
    headers = desk.city.headers(first)
    answer = desk.client.post(f"/api/sheets/{sheet}/recusal", json={"words": "与当事人有亲属关系"}, headers=headers)
    assert answer.status_code == 204
    after = _sheets(desk, case)
    assert after["first"][0] not in {first, after["second"][0]}
    assert desk.get(after["first"][0], f"sheets/{sheet}")["marks"] == [], "nothing of the first one's marks is left"
    assert desk.post(first, f"sheets/{sheet}", {"marks": []})[1]["code"] == "sheet_not_found"


def test_whoever_belongs_to_the_agency_or_was_there_is_not_asked(client: Client, desk: Desk) -> None:
    desk.city.appoint("colleague", Role.OVERSEER, agency=desk.city.yanhu, division="140802")
    desk.city.appoint("officer_once", Role.OVERSEER, division="140800")
    with desk.city.parts.db.write() as session:
        session.get_one(Account, desk.city["wang"].account).officer_id = None
        session.flush()
        session.get_one(Account, desk.city["officer_once"].account).officer_id = desk.city["wang"].officer
    row = _frozen(desk, size=2)
    cases = desk.post("overseer", f"draws/{row['id']}/seed", SEED)[1]["cases"]
    asked = {sheet["reviewer"] for case in cases for sheet in case["sheets"]}
    assert asked <= {"overseer同志", "second同志", "third同志", "fourth同志", "overseer_yanhu同志"}


def test_a_population_is_of_one_matter_where_one_is_named(client: Client, desk: Desk) -> None:
    Rechecks(desk.city.parts.db, desk.city.parts.clock).everything()
    assert _frozen(desk, matter_id=str(desk.city.matter))["list_count"] == 2
    with desk.city.parts.db.write() as session:
        other = Matter(
            id=new_id(), code="SP-CY-00", name="另一事项", kind="检查", field="", basis="", basis_confidence="high",
            trades=[], valid_from=date(2025, 1, 1),
        )  # fmt: skip
        session.add(other)
        session.flush()
        identifier = str(other.id)
    rubric = desk.get("overseer", "rubrics")[0]["id"]
    body = {**DRAW, "rubric_id": rubric}
    assert desk.post("overseer", "draws", {**body, "matter_id": identifier})[1]["code"] == "nothing_to_draw"
    assert desk.post("overseer", "draws", {**body, "matter_id": str(new_id())})[1]["code"] == "population_unknown"


def test_every_version_of_a_rubric_is_kept_with_its_author(desk: Desk) -> None:
    first = desk.post("overseer", "rubrics", RUBRIC)[1]
    desk.post("second", "rubrics", {**RUBRIC, "source": "修订"})
    told = desk.get("overseer", f"rubrics/{first['id']}")
    assert [(each["version"], each["source"], each["author"]) for each in told] == [
        (2, "修订", "second同志"),
        (1, "演示标准", "overseer同志"),
    ]


def test_a_sheet_goes_on_when_its_reviewer_falls_out_and_the_draw_tells_why(desk: Desk) -> None:
    row = _frozen(desk)
    path = f"draws/{row['id']}/reassignments"
    [case] = desk.post("overseer", f"draws/{row['id']}/seed", SEED)[1]["cases"]
    before = _sheets(desk, case)
    (first, one), (second, _) = before["first"], before["second"]
    name = next(glance["reviewer"] for glance in case["sheets"] if glance["part"] == "first")
    desk.post(first, f"sheets/{one}", {"marks": [], "words": "写了一半"})
    asked = {"inspection_id": case["inspection_id"], "part": "first", "reviewer": name, "words": "请假三周"}
    assert desk.post("overseer_yanhu", path, asked)[1]["code"] == "draw_not_found"
    assert desk.post("overseer", path, {**asked, "part": "arbiter"})[1]["code"] == "sheet_not_found"
    status, draw = desk.post("overseer", path, asked)
    assert status == 200, draw
    [told] = draw["cases"]
    assert [(each["reviewer"], each["by"], each["words"]) for each in told["handovers"]] == [
        (name, "overseer同志", "请假三周")
    ]
    after = _sheets(desk, case)
    assert after["first"][0] not in {first, second}
    assert desk.get(after["first"][0], f"sheets/{one}")["words"] == ""
    assert desk.post("overseer", path, asked)[1]["code"] == "sheet_moved"
    desk.post(after["first"][0], f"sheets/{one}", {"marks": [], "submit": True})
    holder = next(glance["reviewer"] for glance in told["sheets"] if glance["part"] == "first")
    assert desk.post("overseer", path, {**asked, "reviewer": holder})[1]["code"] == "sheet_submitted"
