"""From a draft to what everybody reads, by two people; on both databases."""

from datetime import date, timedelta
from typing import Any

import msgspec
from litestar import Litestar
from litestar.testing import TestClient
from msgspec.structs import replace

from tests.benchmarks.made import by_value, thirds
from tests.conftest import TestClock
from tests.support.city import City
from zhifa.app import Parts
from zhifa.benchmarks import pack
from zhifa.benchmarks.change_list import changes
from zhifa.benchmarks.model import Benchmark, Question
from zhifa.benchmarks.versions import today_of
from zhifa.jobs import run_due
from zhifa.worker import handlers

FIRST = replace(by_value(), published_on=date(2026, 1, 1), valid_from=date(2026, 1, 1), code="YH-1")


def _lighter(valid_from: date) -> Benchmark:
    branch = FIRST.branches[0]
    tiers = thirds(("50000", "60000", "85000", "100000"))
    return replace(FIRST, branches=[replace(branch, tiers=tiers), *FIRST.branches[1:]], valid_from=valid_from)


class Desk:
    def __init__(self, client: TestClient[Litestar], city: City) -> None:
        self.client, self.city = client, city

    def post(self, who: str, path: str, body: Any) -> Any:
        return self.client.post(path, json=msgspec.to_builtins(body), headers=self.city.headers(who))

    def enter(self, who: str, said: Benchmark) -> Any:
        return self.post(who, "/api/benchmark-versions", said)

    def decide(self, who: str, made: Any, decision: str, words: str = "") -> Any:
        row = made["row"]
        path = f"/api/benchmarks/{row['benchmark_id']}/versions/{row['version']}/decision"
        return self.post(who, path, {"decision": decision, "words": words})

    def inbox(self, who: str) -> list[Any]:
        items: list[Any] = self.client.get("/api/inbox", headers=self.city.headers(who)).json()["items"]
        return items

    def read(self, **params: str) -> list[Any]:
        answer = self.client.get("/api/benchmarks", params=params, headers=self.city.headers("li"))
        items: list[Any] = answer.json()["items"]
        return items


def test_a_version_goes_from_draft_to_published_by_other_people(
    client: TestClient[Litestar], city: City, clock: TestClock
) -> None:
    desk = Desk(client, city)
    made = desk.enter("supervisor", FIRST).json()
    assert (made["row"]["status"], made["row"]["version"], made["faults"]) == ("draft", 1, [])
    assert desk.read(q="试验") == [], "a draft is nobody's law"
    assert desk.decide("supervisor", made, "approve").json()["code"] == "same_person"
    assert desk.decide("supervisor_ruicheng", made, "approve").status_code == 404, "another county's"
    assert desk.decide("overseer", made, "publish").json()["code"] == "benchmark_step_impossible", "not approved yet"
    assert desk.decide("overseer", made, "approve").json()["row"]["status"] == "approved"
    assert desk.decide("supervisor", made, "publish").status_code == 403
    assert desk.decide("overseer", made, "publish").json()["row"]["status"] == "published"
    assert desk.decide("overseer", made, "withdraw", "x").json()["code"] == "benchmark_step_impossible", "for good"
    assert [row["code"] for row in desk.read(q="试验", agency=str(city.yanhu))] == ["YH-1"]
    _told(desk)
    _next_one(desk, clock)


def _told(desk: Desk) -> None:
    """Those who act in its field where it holds hear of it, others do not."""
    heard = {
        who: [message["words"] for message in desk.inbox(who) if message["kind"] == "standard_changed"]
        for who in ("li", "supervisor", "zhao", "supervisor_ruicheng", "assistant")
    }
    said = "裁量基准“试验的违法行为”有新版本,自 2026-01-01 起施行。手机联网后自动更新。"
    assert heard == {"li": [said], "supervisor": [said], "zhao": [], "supervisor_ruicheng": [], "assistant": []}


def _next_one(desk: Desk, clock: TestClock) -> None:
    tomorrow = (clock() + timedelta(days=1)).date()
    other = desk.enter("supervisor", _lighter(tomorrow)).json()
    assert [(each["what"], each["before"], each["after"]) for each in other["changes"]] == [
        ("施行日期", "2026-01-01", tomorrow.isoformat()),
        ("“货值金额不足10000元”“从轻”罚款", "50000元以上65000元以下", "50000元以上60000元以下"),
        ("“货值金额不足10000元”“一般”罚款", "超过65000元、不满85000元", "超过60000元、不满85000元"),
    ]
    for step in ("approve", "publish"):
        assert desk.decide("overseer", other, step).status_code == 200
    assert [row["version"] for row in desk.read(q="试验")] == [1], "the first one holds until its last day"
    clock.forward(days=1)
    assert [row["version"] for row in desk.read(q="试验")] == [2]
    assert [row["version"] for row in desk.read(q="试验", on="2026-06-01")] == [1], "for acts of that time"
    history = desk.client.get(
        f"/api/benchmarks/{other['row']['benchmark_id']}/versions", headers=desk.city.headers("overseer")
    ).json()
    assert [(row["version"], row["valid_from"]) for row in history] == [(2, tomorrow.isoformat()), (1, "2026-01-01")]
    _compared(desk, f"/api/benchmarks/{other['row']['benchmark_id']}/versions/1")


def test_one_version_holds_on_every_day_whatever_is_published_late(client: TestClient[Litestar], city: City) -> None:
    """The third begins before the second did and so before the first had ended."""
    desk = Desk(client, city)
    for begins in (date(2026, 1, 1), date(2026, 9, 1), date(2026, 6, 1)):
        made = desk.enter("supervisor", _lighter(begins)).json()
        for step in ("approve", "publish"):
            assert desk.decide("overseer", made, step).status_code == 200
    held = {
        on: [row["version"] for row in desk.read(q="试验", on=on)] for on in ("2026-05-31", "2026-07-01", "2026-10-01")
    }
    assert held == {"2026-05-31": [1], "2026-07-01": [3], "2026-10-01": [3]}
    at = f"/api/benchmarks/{made['row']['benchmark_id']}"
    for on in held:
        assert client.get(at, params={"on": on}, headers=city.headers("li")).status_code == 200


def _compared(desk: Desk, path: str) -> None:
    """Any version with any other, the later one included."""
    headers = desk.city.headers("overseer")
    back = desk.client.get(path, params={"against": 2}, headers=headers).json()["changes"]
    assert ("“货值金额不足10000元”“从轻”罚款", "50000元以上60000元以下", "50000元以上65000元以下") in [
        (each["what"], each["before"], each["after"]) for each in back
    ]
    assert desk.client.get(path, params={"against": 3}, headers=headers).json()["code"] == "benchmark_version_not_found"


def test_changed_conditions_are_told_in_words() -> None:
    asking = replace(FIRST, questions=[Question("goods_value", "货值金额", unit="元")])
    branch = asking.branches[0]
    limited = replace(branch, when=[replace(branch.when[0], value="20000")])
    (change,) = changes(asking, replace(asking, branches=[limited, *asking.branches[1:]]))
    assert (change.before, change.after) == ("货值金额不满10000元", "货值金额不满20000元")


def test_the_phones_pack_is_made_before_the_first_of_them_asks(
    parts: Parts, client: TestClient[Litestar], city: City, clock: TestClock
) -> None:
    desk = Desk(client, city)
    made = desk.enter("supervisor", FIRST).json()
    for step in ("approve", "publish"):
        desk.decide("overseer", made, step)
    while run_due(parts.db, handlers(parts), clock=clock):
        pass
    made_at = clock()
    clock.forward(minutes=1)
    held = pack.current(parts.db, parts.objects, clock(), today_of(clock()))
    manifest = msgspec.json.decode(held, type=pack.Manifest)
    assert (manifest.count, manifest.made_at) == (1, made_at)


def test_what_the_linter_refuses_is_not_approved(client: TestClient[Litestar], city: City) -> None:
    desk = Desk(client, city)
    made = desk.enter("supervisor", replace(FIRST, valid_to=date(2026, 6, 30))).json()
    refused = desk.decide("overseer", made, "approve").json()
    assert (refused["code"], refused["faults"][0]["code"]) == ("benchmark_faulty", "L5")
    assert desk.decide("supervisor", made, "withdraw").json()["code"] == "words_required"
    assert desk.decide("supervisor", made, "withdraw", "已失效").json()["row"]["status"] == "withdrawn"
    assert desk.enter("overseer", FIRST).json()["code"] == "benchmark_code_taken"


def test_the_public_reads_it_without_a_login(client: TestClient[Litestar], city: City) -> None:
    desk = Desk(client, city)
    made = desk.enter("supervisor", replace(FIRST, violation="<b>试验</b>的违法行为")).json()
    for step in ("approve", "publish"):
        desk.decide("overseer", made, step)
    page = client.get("/benchmarks", params={"q": "试验", "field": "食品"})
    assert page.status_code == 200
    assert "&lt;b&gt;试验" in page.text
    assert "<script" not in page.text
    assert "演示数据,不作执法依据" in page.text
    benchmark_id = made["row"]["benchmark_id"]
    whole = client.get(f"/benchmarks/{benchmark_id}")
    for words in ("50000元以上65000元以下", "《食品安全法》第122条第1款", "法条原文(可信度:高", made["row"]["sha256"]):
        assert words in whole.text, words
    assert client.get(f"/benchmarks/{benchmark_id}.json").json()["sha256"] == made["row"]["sha256"]
    assert client.get("/benchmarks.json", params={"q": "试验"}).json()["items"][0]["code"] == "YH-1"
    assert client.get("/benchmarks/00000000-0000-7000-8000-000000000000").status_code == 404


def test_two_versions_that_say_the_same_have_no_changes() -> None:
    assert changes(FIRST, FIRST) == []
