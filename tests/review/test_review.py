"""Accepting, returning and commenting: what is allowed, what is in the way, and who is told what."""

from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import col, select

from tests.support.city import City
from tests.support.reviewing import hand_in, sent_visit, visit
from zhifa.identity.models import Account, AuditRow

Client = TestClient[Litestar]


def test_accepting_is_final_and_audited(client: Client, city: City) -> None:
    made = sent_visit(client, city)
    status, review = made.review("accept", "记录完整")
    assert (status, review["decision"], review["reviewer"]) == (201, "accept", "supervisor同志")
    assert review["agency_name"] == "盐湖区市场监督管理局"
    found = made.read("li")
    assert (found["row"]["state"], found["row"]["version"]) == ("accepted", 26)
    assert found["row"]["review"]["id"] == found["reviews"][0]["id"] == review["id"]
    for decision in ("accept", "return"):
        status, problem = made.review(decision, "再审")
        assert (status, problem["code"]) == (409, "already_accepted")
    with city.parts.db.read() as session:
        [row] = session.exec(select(AuditRow).where(col(AuditRow.action) == "inspection_review")).all()
    assert (row.account_id, row.target_id) == (city["supervisor"].account, str(made.id))


def test_a_return_is_answered_by_a_supplement_and_can_be_accepted_then(client: Client, city: City) -> None:
    made = sent_visit(client, city)
    jti = made.read(path="/entries", limit=5)["items"][4]["jti"]
    status, review = made.review("return", "  请补充照片说明  ", entries=[jti])
    assert (status, review["words"], review["entries"]) == (201, "请补充照片说明", [jti])
    assert made.read()["row"]["state"] == "returned"
    made.write("supplemented", {"review": review["id"], "reason": "按退回意见补正", "text": "已补充"})
    assert made.read()["row"]["state"] == "closed"
    assert made.review("accept")[0] == 201
    assert [each["decision"] for each in made.read()["reviews"]] == ["return", "accept"]


def test_words_and_entries_are_checked(client: Client, city: City) -> None:
    made, other = sent_visit(client, city), sent_visit(client, city)
    foreign = other.read(path="/entries", limit=1)["items"][0]["jti"]
    for decision in ("return", "comment"):
        status, problem = made.review(decision, "   ")
        assert (status, problem["code"]) == (400, "words_required")
    status, problem = made.review("comment", "请看", entries=[foreign])
    assert (status, problem["code"], problem["entries"]) == (400, "entries_unknown", [foreign])
    assert made.read()["reviews"] == []


def test_what_is_in_the_way_is_named(client: Client, city: City) -> None:
    made = visit(client, city, photos=1)
    made.send(made.entries[:-1])
    status, problem = made.review("accept")
    assert (status, problem["code"]) == (409, "inspection_open")
    assert [each["code"] for each in problem["blockers"]] == ["inspection_open", "evidence_missing"]
    made.send(made.entries[-1:])
    status, problem = made.review("return", "缺照片")
    assert (status, problem["code"], len(problem["missing"])) == (409, "evidence_missing", 1)
    assert problem["missing"][0]["sha256"] == "00" * 32
    hand_in(city, "li", "00" * 32)
    assert made.review("accept")[0] == 201


def test_a_withdrawn_visit_is_not_decided_on_but_may_be_commented(client: Client, city: City) -> None:
    made = sent_visit(client, city)
    made.write("withdrawn", {"reason": "对象选错"})
    status, problem = made.review("accept")
    assert (status, problem["code"]) == (409, "inspection_withdrawn")
    assert made.review("comment", "已知悉")[0] == 201
    assert made.read()["row"]["state"] == "withdrawn"


def test_a_decision_on_an_older_version_is_told_what_came_meanwhile(client: Client, city: City) -> None:
    made = sent_visit(client, city)
    seen = made.read()["row"]["version"]
    made.write("noted", {"text": "补记"})
    assert made.review("comment", "请注意补记", who="overseer")[0] == 201
    status, problem = made.review("accept", version=seen)
    assert (status, problem["code"], problem["arrived_entries"]) == (409, "review_conflict", 1)
    assert "overseer同志" in problem["detail"]
    assert "1 条记录" in problem["detail"]
    assert [each["words"] for each in problem["reviews"]] == ["请注意补记"]


def test_roles_and_scope(client: Client, city: City) -> None:
    made = sent_visit(client, city)
    for who, decision, status, code in [
        ("supervisor_ruicheng", "accept", 404, "inspection_not_found"),
        ("assistant", "comment", 404, "inspection_not_found"),
        ("assistant", "accept", 403, "not_permitted"),
        ("li", "comment", 403, "not_permitted"),
        ("registrar", "comment", 403, "not_permitted"),
    ]:
        answer = made.review(decision, "意见", who=who)
        assert (answer[0], answer[1]["code"]) == (status, code), who
    assert made.read()["reviews"] == []


def test_nobody_reviews_a_visit_in_which_they_took_part(client: Client, city: City) -> None:
    made = sent_visit(client, city)
    with city.parts.db.write() as session:
        session.get_one(Account, city["wang"].account).officer_id = None
        session.flush()
        session.get_one(Account, city["supervisor"].account).officer_id = city["wang"].officer
    for decision in ("accept", "comment"):
        status, problem = made.review(decision, "同意")
        assert (status, problem["code"]) == (403, "conflict_of_interest")
    assert made.review("accept", who="overseer_yanhu")[0] == 201
