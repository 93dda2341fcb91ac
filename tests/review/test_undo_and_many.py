"""Taking back one's own decision while nothing follows from it; one word on many records, each told its outcome."""

from typing import Any

from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import col, select

from tests.compliance.doors import Written, faultless, work
from tests.support.city import City
from tests.support.reviewing import hand_in, sent_visit
from tests.support.visits import opened
from zhifa.identity.models import AuditRow
from zhifa.review.models import Review

Client = TestClient[Litestar]
Answer = dict[str, Any]


def post(client: Client, city: City, path: str, body: Answer, who: str = "supervisor") -> Any:
    answer = client.post(path, json=body, headers=city.headers(who))
    assert answer.status_code == 200, answer.text
    return answer.json()


def undo(client: Client, city: City, *reviews: str, who: str = "supervisor") -> list[Answer]:
    told: list[Answer] = post(client, city, "/api/reviews/undo", {"reviews": list(reviews)}, who)
    return told


def row(client: Client, city: City, inspection: Any) -> Answer:
    found = client.get(f"/api/inspections/{inspection}", headers=city.headers("overseer")).json()
    told: Answer = found["row"]
    return told


def accept_many(client: Client, city: City, *records: Any, who: str = "supervisor", **draft: Any) -> list[Answer]:
    seen = [{"id": str(one), "version": row(client, city, one)["version"]} for one in records]
    told: list[Answer] = post(client, city, "/api/reviews", {"decision": "accept", "records": seen, **draft}, who)
    return told


def inbox(client: Client, city: City, who: str = "li", **query: Any) -> list[tuple[str, bool]]:
    items = client.get("/api/inbox", params=query, headers=city.headers(who)).json()["items"]
    return [(each["kind"], each["read_at"] is None) for each in items if each["kind"] != "device_registered"]


def test_a_decision_taken_back_leaves_the_record_waiting_and_both_rows_kept(client: Client, city: City) -> None:
    made = sent_visit(client, city)
    _, review = made.review("accept", "记录完整")
    assert review["undo_until"] is not None
    assert made.read()["reviews"][0]["undo_until"] == review["undo_until"]
    assert "undo_until" not in made.read("overseer")["reviews"][0], "only their own decision is anybody's to take back"
    (told,) = undo(client, city, review["id"])
    assert (told["outcome"], told["review"]["decision"], told["review"]["undoes"]) == ("done", "undo", review["id"])
    found = made.read()
    assert (found["row"]["state"], found["row"]["review"], found["row"]["version"]) == ("closed", None, 27)
    assert [each["decision"] for each in found["reviews"]] == ["accept", "undo"]
    with city.parts.db.read() as session:
        rows = session.exec(select(AuditRow).where(col(AuditRow.action) == "inspection_review")).all()
        assert len(session.exec(select(Review)).all()) == 2
    assert [each.detail["decision"] for each in rows] == ["accept", "undo"]
    assert undo(client, city, review["id"])[0]["code"] == "already_undone"
    assert made.review("return", "缺说明")[0] == 201
    assert made.read()["row"]["state"] == "returned"


def test_officers_are_told_that_what_they_were_told_does_not_hold(client: Client, city: City) -> None:
    made = sent_visit(client, city)
    _, review = made.review("return", "请补充照片说明")
    assert ("record_returned", True) in inbox(client, city)
    undo(client, city, review["id"])
    assert inbox(client, city)[:2] == [("decision_taken_back", True), ("record_returned", False)]


def test_nothing_is_taken_back_once_it_is_late_or_something_follows(client: Client, city: City) -> None:
    late, answered, others, overruled = (sent_visit(client, city) for _ in range(4))
    _, first = late.review("accept")
    city.parts.clock.forward(minutes=city.parts.settings.undo_minutes, seconds=1)  # type: ignore[attr-defined]
    assert undo(client, city, first["id"])[0]["code"] == "undo_too_late"
    _, returned = answered.review("return", "请补正")
    answered.write("supplemented", {"review": returned["id"], "reason": "补正", "text": "已补充"})
    told = undo(client, city, returned["id"])[0]
    assert (told["code"], "1 条记录" in told["detail"]) == ("undo_overtaken", True)
    _, foreign = others.review("accept", who="overseer_yanhu")
    assert undo(client, city, foreign["id"])[0]["code"] == "review_not_found"
    _, comment = others.review("comment", "请注意")
    assert undo(client, city, comment["id"])[0]["code"] == "review_not_found"
    _, mine = overruled.review("accept")
    assert overruled.review("comment", "我也看过", who="overseer_yanhu")[0] == 201
    assert undo(client, city, mine["id"])[0]["outcome"] == "done", "a comment decides nothing"
    assert [one.read()["row"]["state"] for one in (late, answered, others, overruled)] == [
        "accepted",
        "closed",
        "accepted",
        "closed",
    ]


def clean(client: Client, city: City) -> Written:
    """A visit in which no rule finds a fault, with all its files."""
    made = faultless(city)
    made.send(client)
    found = client.get(f"/api/inspections/{made.id}", headers=city.headers("overseer")).json()
    for file in found["evidence"]:
        hand_in(city, "li", file["sha256"])
    return made


def lonely(client: Client, city: City, lead: str) -> Written:
    made = Written(city, lead=lead)
    made.say("opened", opened(city, city[lead]))
    made.say("closed", {"result": "no_problem", "missing": []})
    made.send(client)
    return made


def test_many_are_accepted_one_by_one_and_each_tells_what_became_of_it(client: Client, city: City) -> None:
    good = clean(client, city)
    (unread,) = accept_many(client, city, good.id)
    assert unread["code"] == "not_checked_yet"
    work(city)
    foreign = lonely(client, city, "zhao")
    done, hidden = accept_many(client, city, good.id, foreign.id, words="批量通过")
    assert (done["outcome"], done["code"], done["detail"]) == ("done", "", "")
    assert done["review"]["words"] == "批量通过"
    assert hidden["code"] == "inspection_not_found"
    bad = lonely(client, city, "li")
    work(city)
    again, blocked = accept_many(client, city, good.id, bad.id)
    assert (again["code"], blocked["code"]) == ("already_accepted", "not_clean")
    assert ("须处理" in blocked["detail"], "。。" in blocked["detail"]) == (True, False)
    assert [row(client, city, one.id)["state"] for one in (good, bad, foreign)] == ["accepted", "closed", "closed"]
    told = undo(client, city, done["review"]["id"], str(bad.id))
    assert [each["outcome"] for each in told] == ["done", "refused"]
    assert row(client, city, good.id)["state"] == "closed"


def test_a_record_that_changed_meanwhile_is_left_alone(client: Client, city: City) -> None:
    made = clean(client, city)
    work(city)
    version = row(client, city, made.id)["version"]
    body = {"decision": "accept", "records": [{"id": str(made.id), "version": version - 1}]}
    (told,) = post(client, city, "/api/reviews", body)
    assert told["code"] == "review_conflict"
    assert row(client, city, made.id)["state"] == "closed"


def test_a_published_figure_says_how_clean_is_clean_enough(client: Client, city: City) -> None:
    made = clean(client, city)
    city.parts.clock.forward(days=20)  # type: ignore[attr-defined]
    figure = {"code": "bulk_accept", "value": 0, "source": "盐司发〔2026〕3号", "valid_from": "2026-01-01"}
    assert client.post("/api/thresholds", json=figure, headers=city.headers("supervisor")).status_code == 201
    work(city)
    found = client.get(f"/api/inspections/{made.id}", headers=city.headers("overseer")).json()
    open_now = [each["severity"] for each in found["compliance"] if each["state"] == "open"]
    (told,) = accept_many(client, city, made.id)
    assert (told["outcome"] == "done") == (open_now == []), (open_now, told)


def test_a_comment_is_written_on_many_and_needs_words(client: Client, city: City) -> None:
    two = [sent_visit(client, city), sent_visit(client, city)]
    seen = [{"id": str(one.id), "version": 1} for one in two]
    refused = post(client, city, "/api/reviews", {"decision": "comment", "records": seen, "words": " "})
    assert {each["code"] for each in refused} == {"words_required"}
    done = post(client, city, "/api/reviews", {"decision": "comment", "records": seen, "words": "请本周内复核"})
    assert {each["outcome"] for each in done} == {"done"}
    assert [one.read()["reviews"][0]["words"] for one in two] == ["请本周内复核"] * 2
