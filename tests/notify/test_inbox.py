"""An account's inbox: its order, what is read, what is told on which occasion, and whom it goes to when unread."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from tests.conftest import TestClock
from tests.notify.conftest import Post
from tests.support.bodies import person
from tests.support.desk import Desk, day, staff
from tests.support.phone import Phone
from tests.support.reviewing import sent_visit
from zhifa.agencies.models import AgencyMatter
from zhifa.credentials.models import Certificate
from zhifa.identity.models import Account
from zhifa.ids import new_id
from zhifa.jobs import Job
from zhifa.notify.kinds import Kind, Target
from zhifa.notify.models import Message
from zhifa.notify.occasions import announce, standard_changed
from zhifa.recurring import enqueue_due
from zhifa.worker import RECURRING


def _inbox(post: Post, name: str, **query: Any) -> Any:
    answer = post.client.get("/api/inbox", headers=post.city.headers(name), params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def _titles(post: Post, name: str) -> list[str]:
    return [item["kind"] for item in _inbox(post, name, limit=100)["items"]]


def test_reading_is_of_the_account_and_paging_misses_nothing(post: Post) -> None:
    for number in range(5):
        post.tell("li", "wang", about=str(number))
    first = _inbox(post, "li", limit=2)
    rest = _inbox(post, "li", limit=100, cursor=first["next"])
    assert [item["number"] for item in first["items"] + rest["items"]] == [5, 4, 3, 2, 1]
    assert (first["unread"], first["last"], rest["next"]) == (5, 5, None)
    headers = post.city.headers("li")
    read = post.client.post("/api/inbox/read", json={"ids": [first["items"][1]["id"]]}, headers=headers)
    assert read.json() == {"unread": 4, "last": 5}
    assert [item["number"] for item in _inbox(post, "li", unread=True)["items"]] == [5, 3, 2, 1], "on another device"
    post.client.post("/api/inbox/read", json={"through": 4}, headers=headers)
    assert [item["number"] for item in _inbox(post, "li", unread=True)["items"]] == [5]
    foreign = _inbox(post, "wang")["items"][0]["id"]
    post.client.post("/api/inbox/read", json={"ids": [foreign]}, headers=headers)
    assert _inbox(post, "wang")["unread"] == 5
    assert post.client.post("/api/inbox/read", json={}, headers=headers).json()["code"] == "reading_unclear"


def test_many_who_tell_at_once_leave_no_gap_and_no_number_twice(post: Post) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: post.tell("li", "wang", "zhao", about=str(number)), range(24)))
    for name in ("li", "wang", "zhao"):
        items = _inbox(post, name, limit=100)["items"]
        assert [item["number"] for item in items] == list(range(24, 0, -1))


def test_what_was_rolled_back_was_never_told(post: Post) -> None:
    class Sorry(Exception):
        pass

    try:
        with post.parts.db.write() as session:
            announce(session, "明天停电", role=None, at=post.parts.clock())
            raise Sorry
    except Sorry:
        pass
    assert _inbox(post, "li") == {"items": [], "next": None, "unread": 0, "last": 0}
    with post.parts.db.read() as session:
        assert session.scalars(select(Job)).all() == []


def test_the_officers_of_a_visit_hear_what_became_of_its_record(post: Post) -> None:
    made = sent_visit(post.client, post.city)
    made.review("return", "请补充\n照片说明")
    [told] = [item for item in _inbox(post, "li")["items"] if item["kind"] == "record_returned"]
    assert told["target"] == {"type": "inspection", "id": str(made.id)}
    assert "请补充 照片说明" in told["words"]
    assert "record_returned" in _titles(post, "wang")
    assert _titles(post, "zhao") == []
    made.review("comment", "知悉")
    made.write("supplemented", {"review": made.read()["reviews"][0]["id"], "reason": "补正", "text": "已补"})
    made.review("accept")
    assert _titles(post, "li")[0] == "record_accepted"


def test_a_second_officer_who_was_only_named_hears_of_it(post: Post) -> None:
    made = sent_visit(post.client, post.city)
    named = {"officer": person(post.city, "wang"), "via": "named", "reason": "手机没电"}
    made.write("joined", named)
    [told] = _inbox(post, "wang")["items"]
    assert (told["kind"], told["target"]["id"]) == ("second_officer_named", str(made.id))
    assert _titles(post, "li") == []


def test_a_device_is_told_of_to_its_owner(post: Post) -> None:
    phone = {"public_jwk": Phone().public_jwk, "name": "华为 Mate"}
    made = post.client.post("/api/devices", json=phone, headers=post.city.headers("li")).json()
    revoke = f"/api/devices/{made['id']}/revocation"
    post.client.post(revoke, json={"reason": "手机遗失"}, headers=post.city.headers("supervisor"))
    first, second = _inbox(post, "li")["items"]
    assert (first["kind"], second["kind"]) == ("device_revoked", "device_registered")
    assert "手机遗失" in first["words"]


def test_a_withdrawn_certificate_and_one_that_ends_soon_are_told_of_once(post: Post, clock: TestClock) -> None:
    staff(post.city)
    li = post.city["li"]
    today = date(2026, 11, 23)
    with post.parts.db.write() as session:
        for name, ends in (("li", today + timedelta(days=30)), ("wang", today + timedelta(days=31))):
            number = post.city[name].certificate
            session.execute(sa.update(Certificate).where(col(Certificate.number) == number).values(valid_to=ends))
    for _ in range(2):
        enqueue_due(post.parts.db, RECURRING, clock())
        post.work()
        clock.forward(days=1)
    people = ("li", "wang", "supervisor", "zhao")
    expiring = {name: _titles(post, name).count("certificate_expiring") for name in people}
    assert expiring == {"li": 1, "wang": 1, "supervisor": 2, "zhao": 0}, "wang's is 30 days away on the second day"
    desk = Desk(post.client, post.city)
    desk.done(desk.step(str(li.certificate), "withdrawn", day("2026-11-24")))
    [told] = [item for item in _inbox(post, "supervisor")["items"] if item["kind"] == "certificate_withdrawn"]
    assert "自 2026-11-24 起收回" in told["words"]
    assert "certificate_withdrawn" in _titles(post, "li")


def test_what_lies_unread_goes_up_step_by_step_and_what_was_read_does_not(post: Post, clock: TestClock) -> None:
    post.tell("li", "wang")
    post.client.post("/api/inbox/read", json={"through": 1}, headers=post.city.headers("wang"))
    for hours in (23, 2, 49, 49):
        clock.forward(hours=hours)
        enqueue_due(post.parts.db, RECURRING, clock())
        post.work()
    told = _inbox(post, "supervisor")["items"]
    assert [item["kind"] for item in told] == ["unread_escalated"]
    assert "li同志未按时阅读“记录被退回补正”" in told[0]["words"]
    assert told[0]["target"] == {"type": "inspection", "id": "7"}
    assert _titles(post, "overseer_yanhu") == ["unread_escalated"], "the nearest overseer, once"
    assert _titles(post, "overseer") == _titles(post, "supervisor_ruicheng") == []
    lines = (post.parts.settings.data_dir / "outside" / "sms.jsonl").read_text().splitlines()
    assert [json.loads(line)["to"] for line in lines] == ["li", "supervisor", "overseer_yanhu"]
    assert "张记" not in "".join(lines), "what leaves the server names nobody"


def test_preferences_are_kept_and_an_account_that_is_closed_hears_nothing(post: Post) -> None:
    headers = post.city.headers("li")
    kept = {"muted": ["record_accepted"], "quiet": {"start": 1320, "end": 420}}
    answer = post.client.put("/api/inbox/preferences", json=kept, headers=headers).json()
    assert answer == post.client.get("/api/inbox/preferences", headers=headers).json()
    assert [choice["kind"] for choice in answer["kinds"] if choice["muted"]] == ["record_accepted"]
    assert answer["quiet"] == kept["quiet"]
    cleared = post.client.put("/api/inbox/preferences", json={"muted": []}, headers=headers).json()
    assert cleared["quiet"] is None
    with post.parts.db.write() as session:
        session.execute(sa.update(Account).where(col(Account.username) == "li").values(active=False))
    post.tell("li", kind=Kind.ANNOUNCEMENT)
    with post.parts.db.read() as session:
        assert session.scalars(select(Message)).all() == []


def test_a_changed_standard_reaches_the_field_and_the_towns_that_act_in_it(post: Post, clock: TestClock) -> None:
    city = post.city
    with post.parts.db.write() as session:
        days = {"valid_from": date(2026, 1, 1), "valid_to": clock().date()}
        session.add(AgencyMatter(id=new_id(), agency_id=city.street, matter_id=city.matter, delegated=True, **days))
    told = ("li", "assistant", "zhao", "overseer_yanhu")
    for publisher in (city.yanhu, None):
        with post.parts.db.write() as session:
            target = Target("benchmark", str(new_id()))
            standard_changed(session, target, field="市场监管", words="有更新。", at=clock(), publisher=publisher)
    assert {who: _titles(post, who).count("standard_changed") for who in told} == {
        "li": 2, "assistant": 2, "zhao": 1, "overseer_yanhu": 0,
    }, "what one county publishes concerns it alone"  # fmt: skip
    clock.forward(days=1)
    with post.parts.db.write() as session:
        standard_changed(session, target, field="市场监管", words="又有更新。", at=clock())
    assert _titles(post, "assistant").count("standard_changed") == 2, "the delegation was over the day before"
