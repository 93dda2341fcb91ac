"""Alerts over the wire: gathered, handled by whoever may, ended when nothing is left; duties and thresholds."""

from datetime import timedelta
from typing import Any

from litestar import Litestar
from litestar.testing import TestClient

from tests.compliance.doors import Written, faultless, findings, work
from tests.support.city import City
from tests.support.visits import opened
from zhifa.compliance.rechecking import Rechecks

Client = TestClient[Litestar]


def lonely(city: City, lead: str = "li") -> Written:
    """A visit of one officer alone, who ends it at once."""
    made = Written(city, lead=lead)
    made.say("opened", opened(city, city[lead]))
    made.say("closed", {"result": "no_problem", "missing": []})
    return made


def alerts(client: Client, city: City, who: str = "supervisor", **query: Any) -> list[dict[str, Any]]:
    answer = client.get("/api/alerts", params=query, headers=city.headers(who))
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def step(client: Client, city: City, alert: str, who: str = "supervisor", **draft: Any) -> tuple[int, dict[str, Any]]:
    answer = client.post(f"/api/alerts/{alert}/steps", json=draft, headers=city.headers(who))
    return answer.status_code, answer.json()


def _heard(client: Client, city: City, who: str) -> list[str]:
    """What the inbox says of alerts."""
    items = client.get("/api/inbox", headers=city.headers(who)).json()["items"]
    return [message["words"] for message in items if message["kind"] == "alert_assigned"]


def test_similar_findings_are_one_alert_that_a_person_owns_and_closes(client: Client, city: City) -> None:
    for _ in range(2):
        lonely(city).send(client)
        city.parts.clock.forward(days=1)
    lonely(city, "zhao").send(client)
    work(city)
    (alone,) = alerts(client, city, rule="P03-1")
    assert (alone["count"], alone["about_name"], alone["owner_name"]) == (2, city["li"].name, city["supervisor"].name)
    assert _heard(client, city, "supervisor") == ["新的预警“执法人员不足两人”等 5 条由您负责,须处理。请打开核实。"], (
        "once, and of what joins an alert no more"
    )
    assert [each["agency_name"] for each in alerts(client, city, "supervisor_ruicheng", rule="P03-1")] == [
        "芮城县市场监督管理局"
    ]
    assert len(alerts(client, city, "overseer", rule="P03-1")) == 2
    assert client.get(f"/api/alerts/{alone['id']}", headers=city.headers("supervisor_ruicheng")).status_code == 404
    assert step(client, city, alone["id"], "assistant", step="acknowledge")[0] == 403
    assert step(client, city, alone["id"], step="snooze", words="等通知")[1]["code"] == "snooze_invalid"
    to_whom = city["overseer_yanhu"].account
    assert step(client, city, alone["id"], step="assign", owner=str(to_whom), words="请核实")[0] == 201
    assert _heard(client, city, "overseer_yanhu") == ["“执法人员不足两人”的预警交由您处理,请打开查看。请核实"]
    back = step(client, city, alone["id"], "overseer_yanhu", step="assign", owner=str(city["supervisor"].account))
    assert (back[0], len(_heard(client, city, "supervisor"))) == (201, 2)
    tomorrow = (city.parts.clock() + timedelta(days=2)).date().isoformat()
    snoozed = step(client, city, alone["id"], step="snooze", words="正在核实", until=tomorrow)
    assert snoozed[1]["alert"]["state"] == "snoozed"
    assert step(client, city, alone["id"], step="close", words="确为一人")[1]["code"] == "conclusion_required"
    closed = step(client, city, alone["id"], step="close", words="确为一人检查,已批评教育", conclusion="confirmed")
    assert [each["step"] for each in closed[1]["steps"]] == ["opened", "assign", "assign", "snooze", "close"]
    assert alerts(client, city, rule="P03-1") == []
    work(city)
    assert alerts(client, city, rule="P03-1") == [], "what was closed stays closed while nothing new appears"
    lonely(city).send(client)
    work(city)
    assert [each["count"] for each in alerts(client, city, rule="P03-1")] == [1], "a new one is a new alert"


def test_a_duty_registered_ends_its_alert_and_a_figure_published_moves_the_line(client: Client, city: City) -> None:
    visit = faultless(city, source="spot")
    visit.send(client)
    city.parts.clock.forward(days=3)
    Rechecks(city.parts.db, city.parts.clock).visits([visit.id])
    assert [each["rule"] for each in alerts(client, city)] == ["P05-1"]
    done = {"duty": "approved", "done_on": "2026-11-23", "words": "补办审批表 3 号"}
    path = f"/api/inspections/{visit.id}/duties"
    assert client.post(path, json=done, headers=city.headers("supervisor_ruicheng")).status_code == 404
    assert client.post(path, json=done, headers=city.headers("supervisor")).status_code == 204
    work(city)
    assert findings(client, city, visit.id) == {}
    (ended,) = alerts(client, city, state="closed")
    assert (ended["conclusion"], ended["count"]) == ("resolved", 0)
    cap = {"code": "annual_cap", "value": 0, "source": "盐市监公告〔2026〕1号", "valid_from": "2026-01-01"}
    wrong = {**cap, "agency_id": str(city.ruicheng)}
    assert client.post("/api/thresholds", json=wrong, headers=city.headers("supervisor")).status_code == 403
    assert client.post("/api/thresholds", json=cap, headers=city.headers("supervisor")).status_code == 201
    work(city)
    assert set(findings(client, city, visit.id)) == {"P06-1"}


def test_the_queue_is_ordered_by_what_weighs_most(client: Client, city: City) -> None:
    clean, bad = faultless(city), lonely(city)
    bad.send(client)
    clean.send(client)
    work(city)
    query = {"state": "closed", "sort": "risk", "limit": 1}
    first = client.get("/api/inspections", params=query, headers=city.headers("supervisor")).json()
    second = client.get(
        "/api/inspections", params={**query, "cursor": first["next"]}, headers=city.headers("supervisor")
    ).json()
    assert [page["items"][0]["id"] for page in (first, second)] == [str(bad.id), str(clean.id)]
    assert second["items"][0]["risk"] < 10_000 <= first["items"][0]["risk"]
    narrowed = client.get("/api/inspections", params={"risk": 10_000}, headers=city.headers("supervisor")).json()
    assert [row["id"] for row in narrowed["items"]] == [str(bad.id)]
    refused = client.get("/api/inspections", params={"sort": "risk"}, headers=city.headers("supervisor"))
    assert refused.json()["code"] == "state_needed"


def test_alerts_are_handed_out_together_and_the_person_is_told_once(client: Client, city: City) -> None:
    lonely(city).send(client)
    work(city)
    found = alerts(client, city)
    assert len(found) > 1
    to = str(city["overseer_yanhu"].account)
    asked = [{"id": each["id"], "seen": each["owner_id"]} for each in found]
    body = {"owner": to, "alerts": [*asked[:-1], {**asked[-1], "seen": None}], "words": "请一并核实"}
    headers = city.headers("supervisor")
    told = client.post("/api/alerts/assignments", json=body, headers=headers).json()
    assert [each["outcome"] for each in told] == ["done"] * (len(found) - 1) + ["refused"]
    assert told[-1]["code"] == "alert_moved"
    (words,) = _heard(client, city, "overseer_yanhu")
    assert f"等 {len(found) - 1} 条预警交由您处理" in words
    detail = client.get(f"/api/alerts/{found[0]['id']}", headers=headers).json()
    assert detail["steps"][-1]["detail"]["owner_name"] == "overseer_yanhu同志"
    foreign = client.post("/api/alerts/assignments", json=body, headers=city.headers("supervisor_ruicheng")).json()
    assert {each["code"] for each in foreign} == {"alert_not_found"}
    wrong = {**body, "owner": str(city["supervisor_ruicheng"].account), "alerts": asked[-1:]}
    assert client.post("/api/alerts/assignments", json=wrong, headers=headers).json()[0]["code"] == "owner_invalid"
    (seen,) = client.post("/api/alerts/assignments", json={**body, "alerts": asked[:1]}, headers=headers).json()
    assert seen["code"] == "alert_moved", "the second to hand it out is told that somebody else did"
