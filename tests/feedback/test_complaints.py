"""A complaint from the form to its answer: to the bureau and to nobody else, in working days, with photographs."""

import io
from datetime import UTC, date, datetime
from typing import Any

from PIL import Image

from tests.conftest import TestClock
from tests.feedback.counter import Client, complain, shown
from tests.support.altered import altered
from tests.support.city import City
from tests.support.photos import photo
from zhifa.agencies.models import Agency
from zhifa.app import Parts
from zhifa.feedback.jobs import remind
from zhifa.ids import new_id
from zhifa.jobs import run_due
from zhifa.worker import handlers

BEFORE_THE_FESTIVAL = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)
Json = dict[str, Any]


def bureau(city: City, code: str, name: str) -> None:
    with city.parts.db.write() as session:
        session.add(Agency(id=new_id(), code=f"sfj-{code}", name=name, field="司法行政", division_code=code))


def listed(client: Client, city: City, who: str, **query: Any) -> list[Json]:
    answer = client.get("/api/complaints", params=query, headers=city.headers(who))
    assert answer.status_code == 200, answer.text
    items: list[Json] = answer.json()["items"]
    return items


def step(client: Client, city: City, complaint: Json, name: str, words: str = "", **more: Any) -> Any:
    body = {"step": name, "words": words, "version": complaint["version"], **more}
    return client.post(f"/api/complaints/{complaint['id']}/steps", json=body, headers=city.headers("overseer_yanhu"))


def told(client: Client, city: City) -> list[str]:
    """What stands in the inbox of the overseer who handles it, by kind."""
    items = client.get("/api/inbox", headers=city.headers("overseer_yanhu")).json()["items"]
    return sorted(item["kind"] for item in items)


def state(client: Client, tracking: str, secret: str) -> str:
    return client.post("/complaints", data={"tracking": tracking, "code": secret}).text


def test_a_complaint_over_the_festival(client: Client, city: City, parts: Parts, clock: TestClock) -> None:
    clock.moment = BEFORE_THE_FESTIVAL
    bureau(city, "140802", "盐湖区司法局")
    path = "/complaint"
    assert "不会交给被投诉的单位" in client.get(path, params={"agency": str(city.yanhu)}).text
    tracking, secret = complain(client, path, agency=str(city.yanhu), contact="13800000000")
    (mine,) = listed(client, city, "overseer_yanhu")
    assert (mine["tracking"], mine["division_name"], mine["state"]) == (tracking, "盐湖区", "received")
    # 1 to 7 October are holidays, Saturday 10 October is a working day.
    assert (mine["accept_by"], mine["answer_by"]) == ("2026-10-13", "2026-10-27")
    clock.moment = datetime(2026, 10, 13, 15, 0, tzinfo=UTC)
    assert listed(client, city, "overseer", overdue=True) == []
    clock.moment = datetime(2026, 10, 13, 16, 0, tzinfo=UTC)
    assert [row["tracking"] for row in listed(client, city, "overseer", overdue=True)] == [tracking]
    assert "已超过期限" in state(client, tracking, secret)
    remind(parts.db, clock)
    remind(parts.db, clock)
    assert told(client, city) == ["complaint_due", "complaint_received"]
    accepted = step(client, city, mine, "accept").json()
    assert accepted["overdue"] is False
    assert step(client, city, mine, "answer", "已退还费用。").json()["code"] == "complaint_changed"
    assert step(client, city, accepted, "answer", " ").json()["code"] == "words_missing"
    answered = step(client, city, accepted, "answer", "已退还费用,并作出<检讨>。").json()
    assert "已退还费用,并作出&lt;检讨&gt;。" in state(client, tracking.lower(), secret.replace("-", " "))
    assert step(client, city, answered, "accept").json()["code"] == "step_not_open"
    assert step(client, city, answered, "close").json()["state"] == "closed"
    detail = client.get(f"/api/complaints/{mine['id']}", headers=city.headers("overseer_yanhu")).json()
    assert [one["step"] for one in detail["steps"]] == ["accept", "answer", "close"]
    assert (detail["contact"], detail["steps_open"]) == ("13800000000", [])


def test_the_answer_is_for_whoever_has_the_secret(client: Client, city: City) -> None:
    _, path = shown(client, city)
    tracking, secret = complain(client, f"{path}/complaint")
    wrong = client.post("/complaints", data={"tracking": tracking, "code": altered(secret, -1)})
    unknown = client.post("/complaints", data={"tracking": "T20261123-222222", "code": secret})
    assert wrong.status_code == unknown.status_code == 404
    assert wrong.text.replace(tracking, "") == unknown.text.replace("T20261123-222222", "")
    assert "收费没有票据" in state(client, tracking, secret)
    assert "收费没有票据" not in client.get(f"/complaints/{tracking}").text


def test_the_agency_complained_of_learns_nothing(client: Client, city: City, parts: Parts) -> None:
    _, path = shown(client, city)
    complain(client, f"{path}/complaint")
    for who in ("li", "supervisor", "assistant", "administrator", "registrar"):
        assert client.get("/api/complaints", headers=city.headers(who)).status_code == 403
    assert listed(client, city, "overseer")[0]["agency_name"] == "盐湖区市场监督管理局"
    with parts.db.write() as session:
        session.get_one(Agency, city.ruicheng).field = "司法行政"
    complain(client, "/complaint", agency=str(city.ruicheng))
    assert [row["division_code"] for row in listed(client, city, "overseer")] == ["140800", "140802"]
    assert len(listed(client, city, "overseer_yanhu")) == 1, "a bureau does not handle what is said of itself"


def test_a_complaint_is_forwarded_to_another_bureau_and_its_deadline_stays(client: Client, city: City) -> None:
    bureau(city, "140802", "盐湖区司法局")
    bureau(city, "140800", "运城市司法局")
    tracking, secret = complain(client, "/complaint", about=str(city["li"].certificate))
    (mine,) = listed(client, city, "overseer_yanhu")
    assert step(client, city, mine, "forward", "由市局办理", division_code="140830").json()["code"] == "bureau_unknown"
    moved = step(client, city, mine, "forward", "由市局办理", division_code="140800").json()
    assert (moved["division_code"], moved["answer_by"]) == ("140800", mine["answer_by"])
    assert listed(client, city, "overseer_yanhu") == []
    assert step(client, city, moved, "accept").json()["code"] == "complaint_not_found"
    assert "转办至运城市" in state(client, tracking, secret)


def test_a_photograph_is_shown_without_its_metadata(client: Client, city: City, parts: Parts, clock: TestClock) -> None:
    content = photo("small", gps=True)
    complain(client, "/complaint", agency=str(city.yanhu), files=[("photos", ("x.jpg", content, "image/jpeg"))])
    (mine,) = listed(client, city, "overseer")
    clock.forward(seconds=1)
    jobs = handlers(parts)
    while run_due(parts.db, jobs, clock=clock):
        pass
    headers = city.headers("overseer")
    (picture,) = client.get(f"/api/complaints/{mine['id']}", headers=headers).json()["pictures"]
    assert picture["shown"] == "ready"
    shown_picture = client.get(f"/api/complaints/{mine['id']}/pictures/{picture['id']}", headers=headers)
    with Image.open(io.BytesIO(shown_picture.content)) as image:
        assert not image.getexif()


def test_what_cannot_be_taken_is_said_and_what_was_typed_is_kept(client: Client, city: City) -> None:
    files = [("photos", (f"{n}.txt", b"text", "text/plain")) for n in range(4)]
    answer = client.post("/complaint", data={"words": "", "place": '"><b>'}, files=files)
    assert answer.status_code == 400
    for told in ("请填写事情经过", "照片请不超过 3 张", "只能附照片", 'value="&quot;&gt;&lt;b&gt;"'):
        assert told in answer.text
    assert listed(client, city, "overseer") == []


def test_the_bureau_sets_the_terms_and_who_is_complained_of_does_not(client: Client, city: City) -> None:
    about = {"agency": str(city.yanhu)}
    for who, value in (("supervisor", 90), ("overseer_yanhu", 10), ("overseer", 12)):
        figure = {"code": "complaint_answer_days", "value": value, "source": "某办法", "valid_from": "2026-01-01"}
        assert client.post("/api/thresholds", json=figure, headers=city.headers(who)).status_code == 201
    assert "5 个工作日内决定是否受理,10 个工作日内答复" in client.get("/complaint", params=about).text
    complain(client, "/complaint", **about)
    (mine,) = listed(client, city, "overseer_yanhu")
    assert (mine["accept_by"], mine["answer_by"]) == ("2026-11-30", "2026-12-07")
    assert "12 个工作日内答复" in client.get("/complaint").text


def test_complaints_from_one_network_are_few(client: Client, city: City) -> None:
    for _ in range(5):
        complain(client, "/complaint")
    refused = client.post("/complaint", data={"words": "又一件"}, files={"photos": b""})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "3600")
    assert "没有保存" in refused.text
    assert date.fromisoformat(listed(client, city, "overseer", limit=1)[0]["accept_by"])
    assert len(listed(client, city, "overseer")) == 5
