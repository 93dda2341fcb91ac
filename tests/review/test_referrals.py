"""A record handed on to another agency: who may do what meanwhile, who sees it, who is told, and who is too late."""

from typing import Any
from uuid import UUID

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import col, select

from tests.support.city import City
from tests.support.plans import assert_uses_index, assert_walks_index, scanned, steps
from tests.support.reviewing import Visit, sent_visit
from zhifa.identity.models import AuditRow, Role
from zhifa.review import assignment_queries
from zhifa.review import referral_queries as queries

Client = TestClient[Litestar]
Answer = dict[str, Any]
RUICHENG = "supervisor_ruicheng"


def refer(
    visit: Visit, to: UUID, who: str = "supervisor", words: str = "属芮城县管辖", **draft: Any
) -> tuple[int, Answer]:
    version = draft.pop("version", None) or visit.read("overseer")["row"]["version"]
    body = {"agency_id": str(to), "version": version, "words": words, **draft}
    answer = visit.client.post(f"/api/inspections/{visit.id}/referrals", json=body, headers=visit.city.headers(who))
    return answer.status_code, answer.json()


def answer(
    visit: Visit, referral: Answer, step: str, who: str = RUICHENG, words: str = "", **draft: Any
) -> tuple[int, Answer]:
    body = {"step": step, "state": referral["state"], "words": words, **draft}
    said = visit.client.post(f"/api/referrals/{referral['id']}/answers", json=body, headers=visit.city.headers(who))
    return said.status_code, said.json()


def listed(visit: Visit, who: str, direction: str = "in", **query: Any) -> list[Answer]:
    found = visit.client.get(
        "/api/referrals", params={"direction": direction, **query}, headers=visit.city.headers(who)
    )
    assert found.status_code == 200, found.text
    items: list[Answer] = found.json()["items"]
    return items


def heard(visit: Visit, who: str, kind: str) -> list[tuple[str, bool]]:
    items = visit.client.get("/api/inbox", headers=visit.city.headers(who)).json()["items"]
    return [(each["words"], each["read_at"] is None) for each in items if each["kind"] == kind]


def status(visit: Visit, who: str, path: str = "") -> int:
    return visit.client.get(f"/api/inspections/{visit.id}{path}", headers=visit.city.headers(who)).status_code


def waiting(visit: Visit) -> dict[str, int]:
    """How many referred records wait for the word of each, as the navigation tells them."""
    return {
        who: visit.client.get("/api/inspections/counts", headers=visit.city.headers(who)).json()["referred"]
        for who in ("supervisor", RUICHENG, "overseer")
    }


def test_a_referred_record_is_reviewed_by_whoever_accepts_it(client: Client, city: City) -> None:
    made, other = sent_visit(client, city), sent_visit(client, city)
    jti = made.read(path="/entries", limit=5)["items"][4]["jti"]
    assert status(made, RUICHENG) == 404
    code, referral = refer(made, city.ruicheng, entries=[jti])
    assert (code, referral["state"], referral["own"], referral["mine"]) == (201, "pending", True, False)
    assert made.read()["row"]["referred"] == {"agency_name": "芮城县市场监督管理局", "state": "pending"}
    assert waiting(made) == {"supervisor": 0, RUICHENG: 1, "overseer": 0}
    assert heard(made, RUICHENG, "record_referred") == [
        ("盐湖区市场监督管理局移送“盐湖区南城张记面馆”的检查记录,请接收或退还。理由:属芮城县管辖", True)
    ]
    assert (status(made, RUICHENG), status(made, RUICHENG, "/entries"), status(other, RUICHENG)) == (200, 200, 404)
    rights = [(each["own"], each["reviewable"]) for each in map(made.read, ("supervisor", RUICHENG))]
    assert rights == [(True, True), (False, True)]
    for who in ("supervisor", RUICHENG):
        assert made.review("accept", who=who)[1]["code"] == "referral_pending"
    assert made.review("comment", "请看附件", who=RUICHENG)[0] == 201
    assert answer(made, referral, "accept")[1]["state"] == "accepted"
    assert (made.read()["row"]["referred"]["state"], waiting(made)[RUICHENG]) == ("accepted", 1)
    assert heard(made, "supervisor", "referral_answered") == [
        ("“盐湖区南城张记面馆”的检查记录:芮城县市场监督管理局已接收,由其审核。", True)
    ]
    told = made.review("return", "请补正", who="supervisor")[1]
    assert (told["code"], "芮城县市场监督管理局" in told["detail"]) == ("referred_elsewhere", True)
    assert made.review("accept", "属实", who=RUICHENG)[0] == 201
    assert waiting(made)[RUICHENG] == 0
    found = made.read()
    assert found["row"]["state"] == "accepted"
    assert [(each["decision"], each["reviewer"]) for each in found["reviews"]] == [
        ("refer", "supervisor同志"),
        ("comment", "supervisor_ruicheng同志"),
        ("take", "supervisor_ruicheng同志"),
        ("accept", "supervisor_ruicheng同志"),
    ]
    assert found["reviews"][0]["entries"] == [jti]
    late = answer(made, {**referral, "state": "accepted"}, "give_back", words="已审")
    assert late[1]["code"] == "referral_moved"
    with city.parts.db.read() as session:
        rows = session.exec(select(AuditRow).where(col(AuditRow.action) == "inspection_review")).all()
    assert [row.detail["decision"] for row in rows] == ["refer", "comment", "take", "accept"]


def test_given_back_the_record_is_its_own_agencys_again(client: Client, city: City) -> None:
    made = sent_visit(client, city)
    _, referral = refer(made, city.ruicheng)
    assert answer(made, referral, "give_back")[1]["code"] == "words_required"
    _, back = answer(made, referral, "give_back", words="不属本单位管辖")
    assert (back["state"], back["answer"], back["open"]) == ("given_back", "不属本单位管辖", False)
    assert status(made, RUICHENG) == 404
    assert [each["open"] for each in listed(made, RUICHENG)] == [False]
    assert heard(made, "supervisor", "referral_answered")[0][0].endswith("退还了移送:不属本单位管辖")
    assert made.review("comment", "再看", who=RUICHENG)[0] == 404
    code, again = refer(made, city.street, words="由街道处理")
    assert (code, len(listed(made, "supervisor", "out"))) == (201, 2)
    assert again["to_agency"] == "中城街道办事处"
    assert answer(made, again, "recall", "supervisor")[1]["state"] == "recalled"
    assert made.review("accept")[0] == 201


def test_recalled_while_nobody_answered_it_is_gone_from_the_inbox(client: Client, city: City) -> None:
    made = sent_visit(client, city)
    _, referral = refer(made, city.ruicheng)
    assert answer(made, referral, "recall", RUICHENG)[0] == 404, "only the side that sent it"
    assert answer(made, referral, "accept", "supervisor")[0] == 404, "only the side that it was sent to"
    assert answer(made, referral, "recall", "overseer_yanhu")[0] == 201
    assert [unread for _, unread in heard(made, RUICHENG, "record_referred")] == [False]
    assert status(made, RUICHENG) == 404
    assert answer(made, referral, "accept")[1]["code"] == "referral_moved"
    assert answer(made, {**referral, "state": "recalled"}, "accept")[1]["code"] == "referral_moved"


def test_what_may_not_be_referred(client: Client, city: City) -> None:
    made = sent_visit(client, city)
    stranger = sent_visit(client, city).read(path="/entries", limit=1)["items"][0]["jti"]
    seen = made.read()["row"]["version"]
    for draft, code in [
        ({"words": "  "}, "words_required"),
        ({"to": city.yanhu}, "agency_not_addressable"),
        ({"to": made.id}, "agency_not_addressable"),
        ({"entries": [stranger]}, "entries_unknown"),
        ({"findings": ["P99-1"]}, "findings_unknown"),
    ]:
        to = draft.pop("to", city.ruicheng)
        assert refer(made, to, **draft)[1]["code"] == code, draft  # type: ignore[arg-type]
    assert refer(made, city.ruicheng, RUICHENG)[0] == 404
    made.review("comment", "先看看")
    told = refer(made, city.ruicheng, version=seen)[1]
    assert (told["code"], "填写了意见" in told["detail"]) == ("review_conflict", True)
    assert refer(made, city.ruicheng)[0] == 201
    assert refer(made, city.street)[1]["code"] == "referral_pending"
    done = sent_visit(client, city)
    done.review("accept")
    assert refer(done, city.ruicheng)[1]["code"] == "already_accepted"
    assert made.read()["referral"]["to_agency"] == "芮城县市场监督管理局"


def test_a_return_is_not_taken_back_over_a_referral(client: Client, city: City) -> None:
    made = sent_visit(client, city)
    _, returned = made.review("return", "请补正")
    refer(made, city.ruicheng)
    headers = city.headers("supervisor")
    (told,) = client.post("/api/reviews/undo", json={"reviews": [returned["id"]]}, headers=headers).json()
    assert told["code"] == "undo_overtaken"


def test_agencies_are_offered_by_how_they_stand_to_the_records_own(client: Client, city: City) -> None:
    made = sent_visit(client, city)
    path = f"/api/inspections/{made.id}/referral-agencies"
    offered = client.get(path, headers=city.headers("supervisor")).json()
    assert [(each["name"], each["relation"]) for each in offered] == [
        ("中城街道办事处", "below"),
        ("芮城县市场监督管理局", "same"),
    ]
    narrowed = client.get(path, params={"q": "芮城"}, headers=city.headers("supervisor")).json()
    assert [each["division_name"] for each in narrowed] == ["芮城县"]
    assert client.get(path, headers=city.headers(RUICHENG)).status_code == 404


def test_each_side_lists_its_own_and_pages_by_key(client: Client, city: City) -> None:
    visits = [sent_visit(client, city) for _ in range(3)]
    for visit in visits:
        refer(visit, city.ruicheng)
        city.parts.clock.forward(minutes=1)  # type: ignore[attr-defined]
    made = visits[0]
    assert [each["inspection_id"] for each in listed(made, RUICHENG)] == [str(one.id) for one in reversed(visits)]
    assert listed(made, "supervisor") == listed(made, RUICHENG, "out") == []
    assert len(listed(made, "supervisor", "out", state="pending")) == 3
    assert listed(made, "overseer_yanhu", "out", state="accepted") == []
    page = client.get("/api/referrals", params={"limit": 2}, headers=city.headers(RUICHENG)).json()
    rest = client.get("/api/referrals", params={"cursor": page["next"]}, headers=city.headers(RUICHENG)).json()
    assert [each["inspection_id"] for each in rest["items"]] == [str(made.id)]


@pytest.mark.parametrize(
    ("direction", "state", "index"),
    [("in", None, "ix_referral_at"), ("out", None, "ix_referral_at"), ("in", "pending", "ix_referral_state_at")],
)
def test_the_list_walks_an_index(client: Client, city: City, direction: str, state: str | None, index: str) -> None:
    made = sent_visit(client, city)
    refer(made, city.ruicheng)
    filters = queries.ReferralFilters(direction=direction, state=state)
    with city.parts.db.read() as session:
        actor = city.actor("supervisor")
        assert_walks_index(session, lambda: queries.page_rows(session, actor, filters, None, 20), index)
        assert not scanned(steps(session, lambda: queries.in_force(session, made.id)))
        assert not scanned(steps(session, lambda: queries.all_in_force(session, [made.id])))
        assert not scanned(steps(session, lambda: queries.count_waiting(session, actor)))


# --- records given to a reviewer ---


def assign(
    client: Client, city: City, to: str | None, *seen: tuple[Visit, str | None], who: str = "supervisor"
) -> list[Answer]:
    records = [{"id": str(visit.id), "seen": str(city[had].account) if had else None} for visit, had in seen]
    body = {"reviewer": str(city[to].account) if to else None, "records": records}
    answer = client.post("/api/inspections/assignments", json=body, headers=city.headers(who))
    assert answer.status_code == 200, answer.text
    told: list[Answer] = answer.json()
    return told


def given(client: Client, city: City, who: str) -> list[Answer]:
    answer = client.get("/api/inspections", params={"given": True}, headers=city.headers(who))
    items: list[Answer] = answer.json()["items"]
    return items


def test_records_are_given_to_a_reviewer_who_is_told_once(client: Client, city: City) -> None:
    city.appoint("second", Role.SUPERVISOR, agency=city.yanhu)
    one, two = sent_visit(client, city), sent_visit(client, city)
    assert {each["outcome"] for each in assign(client, city, "second", (one, None), (two, None))} == {"done"}
    assert {row["id"] for row in given(client, city, "second")} == {str(one.id), str(two.id)}
    assert given(client, city, "supervisor") == []
    assert [row["assignee"]["name"] for row in given(client, city, "second")] == ["second同志"] * 2
    counts = client.get("/api/inspections/counts", params={"given": True}, headers=city.headers("second")).json()
    assert counts["closed"] == 2
    (words, _), *more = heard(one, "second", "records_assigned")
    assert ("等 2 份" in words, more) == (True, [])
    assert one.review("accept")[0] == 201, "an assignment keeps nobody else from the record"
    with city.parts.db.read() as session:
        told = assignment_queries.given_to(city["second"].account)
        assert_uses_index(session, told, "ix_assignment_account_id")


def test_the_later_assignment_is_told_and_can_be_taken_back(client: Client, city: City) -> None:
    made = sent_visit(client, city)
    (done,) = assign(client, city, "overseer_yanhu", (made, None))
    assert (done["outcome"], done["before"]) == ("done", None)
    (late,) = assign(client, city, "supervisor", (made, None))
    assert late["code"] == "assignment_conflict"
    (undone,) = assign(client, city, None, (made, "overseer_yanhu"))
    assert (undone["outcome"], given(client, city, "overseer_yanhu")) == ("done", [])
    refused = [assign(client, city, who, (made, None))[0]["code"] for who in (RUICHENG, "assistant", "li")]
    assert refused == ["reviewer_invalid"] * 3
    (hidden,) = assign(client, city, RUICHENG, (made, None), who=RUICHENG)
    assert hidden["code"] == "inspection_not_found"


def test_reviewers_are_those_whose_scope_holds_every_agency(client: Client, city: City) -> None:
    def names(*agencies: UUID, who: str = "overseer") -> list[str]:
        params = [("agency", str(agency)) for agency in agencies]
        answer = client.get("/api/reviewers", params=params, headers=city.headers(who))  # type: ignore[arg-type]
        return [each["name"] for each in answer.json()] if answer.status_code == 200 else [answer.json()["code"]]

    assert names(city.yanhu) == ["supervisor同志", "overseer_yanhu同志", "overseer同志"]
    assert names(city.street) == ["supervisor同志", "overseer_yanhu同志", "overseer同志"]
    assert names(city.yanhu, city.ruicheng) == ["overseer同志"]
    assert names(city.yanhu, who=RUICHENG) == ["agency_not_found"]
