"""法制审核: a major decision is accepted after a qualified reviewer has agreed to it, and not before."""

from typing import Any, get_args

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.compliance.doors import faultless, findings, work
from tests.support.city import City
from tests.support.reviewing import Answer, Visit, hand_in
from zhifa.identity.models import Role
from zhifa.legality.schemas import PointName

Client = TestClient[Litestar]
POINTS: list[dict[str, Any]] = [{"point": name, "met": True} for name in get_args(PointName)]
EXAM = {"ground": "legal_exam", "number": "A20161408020001", "since": "2016-11-30", "valid_from": "2026-01-01"}
ASK = {"words": "拟罚款达到较大数额,请审核"}


class Bureau:
    """The desk of those who ask for reviews and those who give them."""

    def __init__(self, client: Client, city: City) -> None:
        self.client, self.city = client, city

    def post(self, who: str, path: str, body: Any) -> tuple[int, Answer]:
        answer = self.client.post(f"/api/{path}", json=body, headers=self.city.headers(who))
        return answer.status_code, answer.json() if answer.content else {}

    def get(self, who: str, path: str) -> Any:
        return self.client.get(f"/api/{path}", headers=self.city.headers(who)).json()

    def qualify(self, who: str, by: str = "registrar", **more: Any) -> tuple[int, Answer]:
        return self.post(by, "legal-qualifications", {**EXAM, "account_id": str(self.city[who].account), **more})

    def record(self, fine: str = "20000") -> Visit:
        """A closed record that proposes a fine; a shop's is measured as a person's."""
        found = {"title": "经营过期食品", "items": [self.city.items[0]], "words": "货架上有过期食品", "fine": fine}
        written = faultless(self.city, found=[found])
        written.send(self.client)
        hand_in(self.city, "li", written.id.hex * 2)
        work(self.city)
        return Visit(self.client, self.city, written.phones["li"], written.id)

    def ask(self, visit: Visit, reviewer: str, who: str = "supervisor") -> tuple[int, Answer]:
        body = {**ASK, "reviewer_id": str(self.city[reviewer].account)}
        return self.post(who, f"inspections/{visit.id}/legal-reviews", body)

    def opinion(self, who: str, review: Answer, said: str = "agreed", **more: Any) -> tuple[int, Answer]:
        body = {"opinion": said, "decisive_sha256": review["decisive_sha256"], "points": POINTS, **more}
        return self.post(who, f"legal-reviews/{review['row']['id']}/opinion", body)

    def standing(self, visit: Visit) -> Answer:
        read: Answer = self.get("supervisor", f"inspections/{visit.id}/legality")
        return read


@pytest.fixture
def bureau(client: Client, city: City) -> Bureau:
    """Beside the city's people a legal reviewer of the same agency."""
    city.appoint("legal", Role.SUPERVISOR, agency=city.yanhu)
    return Bureau(client, city)


def test_a_major_decision_is_accepted_only_after_a_qualified_reviewer_agreed(bureau: Bureau) -> None:
    assert bureau.qualify("legal")[0] == 201
    visit = bureau.record()
    told = bureau.standing(visit)
    assert (told["standing"], told["blocks"], told["grounds"][0]["code"]) == ("none", True, "fine")
    assert "20000 元" in told["grounds"][0]["words"]
    assert visit.review("accept")[1]["code"] == "legal_review_missing"
    assert findings(bureau.client, bureau.city, visit.id)["C11-1"]["severity"] == "block"
    [candidate] = bureau.get("supervisor", f"inspections/{visit.id}/legal-reviewers")
    assert (candidate["name"], candidate["shared"]) == ("legal同志", False)
    status, asked = bureau.ask(visit, "legal")
    assert (status, asked["standing"]) == (201, "waiting")
    assert bureau.ask(visit, "legal")[1]["code"] == "legal_review_waiting"
    assert visit.review("accept")[1]["code"] == "legal_review_missing"
    assert bureau.get("legal", "inbox")["items"][0]["kind"] == "legal_review_asked"
    status, given = bureau.opinion("legal", asked["reviews"][0])
    assert (status, given["row"]["state"]) == (200, "agreed")
    assert bureau.get("supervisor", "inbox")["items"][0]["kind"] == "legal_opinion_given"
    work(bureau.city)
    assert "C11-1" not in findings(bureau.client, bureau.city, visit.id)
    assert visit.review("accept")[0] == 201


def test_an_opinion_answers_every_point_and_says_why(bureau: Bureau) -> None:
    bureau.qualify("legal")
    visit = bureau.record()
    review = bureau.ask(visit, "legal")[1]["reviews"][0]
    unmet = [{**point, "met": point["point"] != "evidence"} for point in POINTS]
    for wrong in (
        {"points": POINTS[:-1]},
        {"points": [*POINTS[:-1], POINTS[0]]},
        {"points": unmet},
        {"said": "refused", "points": unmet, "words": "证据不足"},
        {"said": "amend"},
        {"points": [{**POINTS[0], "entries": [str(bureau.city.matter)]}, *POINTS[1:]]},
        {"points": [{**POINTS[0], "entries": ["no id"]}, *POINTS[1:]]},
    ):
        status, answer = bureau.opinion("legal", review, **wrong)
        assert (status, answer["code"]) == (400, "legal_opinion_incomplete"), wrong
    entry = bureau.get("supervisor", f"inspections/{visit.id}/entries")["items"][0]["jti"]
    said = [{**point, "words": "缺少进货票据", "entries": [entry]} if not point["met"] else point for point in unmet]
    assert bureau.opinion("legal", review, "refused", points=said, words="补充证据后再送")[0] == 200
    assert bureau.opinion("legal", review)[1]["code"] == "legal_review_over"
    told = bureau.standing(visit)
    assert (told["standing"], told["blocks"]) == ("refused", True)
    assert "退回补正" in told["detail"]
    assert visit.review("return", "请补充进货票据")[0] == 201, "a return is always possible"


def test_what_is_changed_after_the_opinion_must_be_reviewed_again(bureau: Bureau) -> None:
    bureau.qualify("legal")
    visit = bureau.record()
    review = bureau.ask(visit, "legal")[1]["reviews"][0]
    visit.write("found", {"title": "另一违法行为", "items": [], "words": "补记", "fine": "500"})
    assert bureau.opinion("legal", review)[1]["code"] == "legal_review_decision_changed"
    again = bureau.get("legal", f"legal-reviews/{review['row']['id']}")
    assert bureau.opinion("legal", again)[0] == 200
    visit.write("found", {"title": "再一违法行为", "items": [], "words": "又补记", "fine": "500"})
    assert bureau.standing(visit)["standing"] == "stale"
    assert visit.review("accept")[1]["code"] == "legal_review_missing"
    assert bureau.ask(visit, "legal")[1]["reviews"][0]["row"]["round"] == 2


def test_only_the_qualified_are_asked_and_only_while_they_are(bureau: Bureau) -> None:
    visit = bureau.record()
    assert bureau.ask(visit, "legal")[1]["code"] == "legal_reviewer_unfit"
    held = bureau.qualify("legal", valid_from="2026-12-01")[1]
    assert not held["holds"]
    assert bureau.ask(visit, "legal")[1]["code"] == "legal_reviewer_unfit", "not before its first day"
    bureau.qualify("legal")
    review = bureau.ask(visit, "legal")[1]["reviews"][0]
    for row in bureau.get("registrar", "legal-qualifications")["items"]:
        last = max(row["valid_from"], "2026-11-22")
        body = {"last_day": last, "words": "调离"}
        assert bureau.post("registrar", f"legal-qualifications/{row['id']}/end", body)[0] == 200
    assert bureau.opinion("legal", review)[1]["code"] == "legal_review_not_yours", "it ended yesterday"
    assert bureau.standing(visit)["standing"] == "waiting"


def test_who_asks_took_part_or_decided_does_not_review(bureau: Bureau) -> None:
    for who in ("supervisor", "legal", "overseer"):
        bureau.qualify(who)
    visit = bureau.record()
    assert bureau.ask(visit, "supervisor")[1]["code"] == "legal_reviewer_unfit", "not one's own request"
    visit.review("return", "请核对数额", who="legal")
    assert bureau.ask(visit, "legal")[1]["code"] == "legal_reviewer_unfit"
    assert {each["name"] for each in bureau.get("supervisor", f"inspections/{visit.id}/legal-reviewers")} == {
        "overseer同志"
    }


def test_a_reviewer_shared_across_agencies_reads_this_record_and_no_other(bureau: Bureau) -> None:
    city = bureau.city
    assert bureau.qualify("supervisor_ruicheng", shared_in="140800")[0] == 201
    visit, other = bureau.record(), bureau.record()
    path = f"inspections/{visit.id}"
    assert bureau.get("supervisor_ruicheng", path)["code"] == "inspection_not_found"
    asked = bureau.ask(visit, "supervisor_ruicheng")[1]
    assert asked["reviews"][0]["row"]["reviewer"] == "supervisor_ruicheng同志"
    read = bureau.get("supervisor_ruicheng", path)
    assert (read["row"]["id"], read["own"], read["reviewable"]) == (str(visit.id), False, False)
    assert len(bureau.get("supervisor_ruicheng", f"{path}/entries")["items"]) > 5
    assert bureau.get("supervisor_ruicheng", f"inspections/{other.id}")["code"] == "inspection_not_found"
    listed = bureau.get("supervisor_ruicheng", "inspections")["items"]
    assert listed == [], "it is in none of their lists"
    for decision in ("accept", "comment"):
        status, answer = visit.review(decision, "意见", who="supervisor_ruicheng")
        assert (status, answer["code"]) == (404, "inspection_not_found")
    assert bureau.get("supervisor_ruicheng", "legal-reviews?mine=true")["items"][0]["mine"]
    body = {"words": "与当事人是同学"}
    review = asked["reviews"][0]["row"]["id"]
    assert bureau.post("supervisor_ruicheng", f"legal-reviews/{review}/recusal", body)[0] == 204
    assert bureau.get("supervisor_ruicheng", path)["code"] == "inspection_not_found", "given back, seen no more"
    assert bureau.ask(visit, "supervisor_ruicheng")[1]["code"] == "legal_reviewer_unfit"
    assert bureau.standing(visit)["reviews"][0]["row"]["state"] == "recused"
    assert city.ruicheng


def test_a_request_is_called_back_and_blocks_no_more_where_nothing_is_major(bureau: Bureau) -> None:
    bureau.qualify("legal")
    visit = bureau.record("100")
    assert not bureau.standing(visit)["blocks"]
    review = bureau.ask(visit, "legal")[1]["reviews"][0]
    assert "请审核" in review["row"]["grounds"][0]["words"]
    assert visit.review("accept")[1]["code"] == "legal_review_missing"
    body = {"words": "误送"}
    assert (
        bureau.post("supervisor", f"legal-reviews/{review['row']['id']}/recall", body)[1]["row"]["state"] == "recalled"
    )
    assert visit.review("accept")[0] == 201
    assert bureau.ask(visit, "legal")[1]["code"] == "legal_review_too_early"


def test_an_agency_may_be_told_only_and_publish_its_own_amount(bureau: Bureau) -> None:
    visit = bureau.record()
    figure = {"code": "legal_gate", "value": 0, "source": "盐市监法〔2026〕1号", "valid_from": "2026-01-01"}
    assert bureau.post("supervisor", "thresholds", figure)[0] == 201
    told = bureau.standing(visit)
    assert (told["standing"], told["blocks"]) == ("none", False)
    work(bureau.city)
    assert "C11-1" in findings(bureau.client, bureau.city, visit.id), "it is told all the same"
    figure = {"code": "legal_fine_person", "value": 50000, "source": "盐市监法〔2026〕2号", "valid_from": "2026-01-01"}
    assert bureau.post("supervisor", "thresholds", figure)[0] == 201
    work(bureau.city)
    assert "C11-1" not in findings(bureau.client, bureau.city, visit.id)
    assert visit.review("accept")[0] == 201


def test_a_qualification_is_registered_by_somebody_else_within_their_division(bureau: Bureau) -> None:
    bureau.city.appoint("registrar_ruicheng", Role.REGISTRAR, division="140830")
    assert bureau.qualify("legal", by="registrar_ruicheng")[1]["code"] == "legal_qualification_not_found"
    assert bureau.qualify("overseer", by="overseer")[1]["code"] == "own_qualification"
    assert bureau.qualify("li")[1]["code"] == "legal_qualification_not_found", "officers do not review"
    assert bureau.qualify("legal", since="2026-12-24")[1]["code"] == "legal_qualification_dates"
    early = {"ground": "before_2018", "since": "2018-01-01"}
    assert bureau.qualify("legal", **early)[1]["code"] == "legal_qualification_dates"
    assert bureau.qualify("legal", **{**early, "since": "2017-12-31"})[0] == 201
    assert bureau.qualify("legal", shared_in="999999")[1]["code"] == "legal_qualification_not_found"
    assert bureau.get("registrar_ruicheng", "legal-qualifications")["items"] == []
    held = bureau.get("registrar", "legal-qualifications")["items"][0]
    path = f"legal-qualifications/{held['id']}/end"
    body = {"last_day": "2026-12-31", "words": "退休"}
    assert bureau.post("registrar_ruicheng", path, body)[1]["code"] == "legal_qualification_not_found"
    assert bureau.post("registrar", path, {**body, "last_day": "2025-12-31"})[1]["code"] == "legal_qualification_dates"
    assert bureau.post("registrar", path, body)[1]["valid_to"] == "2026-12-31"
    assert {each["name"] for each in bureau.get("registrar", "legal-qualifications/holders?q=legal")} == {"legal同志"}


def test_another_county_sees_nothing_of_it(bureau: Bureau) -> None:
    bureau.qualify("legal")
    visit = bureau.record()
    review = bureau.ask(visit, "legal")[1]["reviews"][0]["row"]["id"]
    assert bureau.get("supervisor_ruicheng", "legal-reviews")["items"] == []
    assert bureau.get("supervisor_ruicheng", f"legal-reviews/{review}")["code"] == "legal_review_not_found"
    assert bureau.get("supervisor_ruicheng", f"inspections/{visit.id}/legality")["code"] == "inspection_not_found"
    assert bureau.get("zhao", f"inspections/{visit.id}/legality")["code"] == "inspection_not_found"
    assert bureau.ask(visit, "legal", who="supervisor_ruicheng")[1]["code"] == "inspection_not_found"
    body = {"words": "撤回"}
    assert (
        bureau.post("supervisor_ruicheng", f"legal-reviews/{review}/recall", body)[1]["code"]
        == "legal_review_not_found"
    )
