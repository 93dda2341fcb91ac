"""Rows of the four lists: from a proposal by one person to what every benchmark carries; on both databases."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from litestar import Litestar
from litestar.testing import TestClient
from msgspec.structs import replace
from sqlmodel import col

from tests.benchmarks.made import by_value
from tests.benchmarks.test_versions import Desk
from tests.conftest import TestClock
from tests.support.city import City
from zhifa.app import Parts
from zhifa.benchmarks import aligning, list_queries
from zhifa.benchmarks.aligning import align
from zhifa.benchmarks.list_checks import faults
from zhifa.benchmarks.lists import Ground, ListKind, ListRow
from zhifa.benchmarks.model import Condition, Op, Option, Question
from zhifa.benchmarks.models import BenchmarkVersion
from zhifa.benchmarks.versions import today_of
from zhifa.identity.models import AuditRow
from zhifa.jobs import run_due
from zhifa.worker import handlers

YES_NO = [Option("yes", "是"), Option("no", "否")]
GROUND = Ground(
    id="BY-1",
    kind=ListKind.NO_PENALTY,
    title="初次违法且及时改正",
    basis="行政处罚法第33条第1款",
    all_of=[Condition("corrected", Op.EQ, "yes")],
    questions=[Question("corrected", "是否及时改正", options=YES_NO)],
    valid_from=date(2026, 1, 1),
    source="演示",
    confidence="demo",
    demo=True,
)
ROW = ListRow(GROUND, fields=["食品"])
PATH = "/api/benchmark-list-versions"


class Lists(Desk):
    def propose(self, who: str, said: ListRow) -> Any:
        return self.post(who, PATH, said)

    def step(self, who: str, version: int, decision: str, words: str = "", code: str = "BY-1") -> Any:
        return self.post(who, f"{PATH}/{code}/{version}/decision", {"decision": decision, "words": words})

    def in_force(self) -> list[tuple[str, str]]:
        rows = self.client.get("/api/benchmark-lists", headers=self.city.headers("li")).json()
        return [(row["ground"]["id"], row["ground"]["title"]) for row in rows]

    def benchmark(self) -> None:
        """One benchmark in force that the row is about."""
        made = self.enter("supervisor", replace(by_value(), code="YH-1")).json()
        for step in ("approve", "publish"):
            assert self.decide("overseer", made, step).status_code == 200

    def grounds(self) -> list[tuple[str, str | None]]:
        (row,) = self.read()
        held = self.client.get(f"/api/benchmarks/{row['id']}", headers=self.city.headers("li")).json()["benchmark"]
        return [(each["id"], each.get("valid_to")) for each in held.get("grounds", [])]


def work(parts: Parts, clock: TestClock) -> None:
    while run_due(parts.db, handlers(parts), clock=clock):
        pass


def test_a_row_is_proposed_by_one_and_published_by_others(
    client: TestClient[Litestar], city: City, parts: Parts, clock: TestClock
) -> None:
    desk = Lists(client, city)
    desk.benchmark()
    made = desk.propose("supervisor", ROW)
    assert made.status_code == 201, made.text
    assert (made.json()["row"]["status"], made.json()["may"]) == ("draft", ["withdraw"])
    assert desk.in_force() == [], "a draft is nobody's law"
    assert desk.step("supervisor", 1, "approve").json()["code"] == "same_person"
    assert desk.step("supervisor_ruicheng", 1, "approve").status_code == 404, "another county's proposal"
    assert desk.step("overseer", 1, "publish").json()["code"] == "benchmark_step_impossible", "not approved yet"
    assert desk.step("overseer", 1, "approve").json()["row"]["status"] == "approved"
    assert desk.step("supervisor", 1, "publish").status_code == 403
    assert desk.step("overseer", 1, "publish").json()["row"]["status"] == "published"
    assert desk.in_force() == [("BY-1", GROUND.title)]
    assert desk.grounds() == [], "benchmarks follow by a job"
    work(parts, clock)
    assert desk.grounds() == [("BY-1", None)]
    assert align(parts.db, clock(), today_of(clock())) == 0, "again changes nothing"
    with parts.db.read() as session:
        steps = sa.select(col(AuditRow.action)).where(col(AuditRow.target_type) == "benchmark_list")
        assert list(session.scalars(steps.order_by(col(AuditRow.id)))) == [
            f"benchmark_list_{step}" for step in ("enter", "approve", "publish")
        ]
        follower = session.scalars(sa.select(BenchmarkVersion).where(col(BenchmarkVersion.version) == 2)).one()
        assert GROUND.title in follower.words


def _published(desk: Lists, said: ListRow, code: str = "BY-1") -> int:
    version: int = desk.propose("supervisor", said).json()["row"]["version"]
    for step in ("approve", "publish"):
        assert desk.step("overseer", version, step, code=code).status_code == 200
    return version


def test_one_version_of_a_row_holds_on_every_day_whatever_is_published_late(
    client: TestClient[Litestar], city: City, parts: Parts
) -> None:
    desk = Lists(client, city)
    desk.benchmark()
    for begins in (date(2026, 1, 1), date(2026, 9, 1), date(2026, 6, 1)):
        _published(desk, replace(ROW, ground=replace(GROUND, title=f"自 {begins} 起", valid_from=begins)))
    days = (date(2026, 5, 31), date(2026, 7, 1), date(2026, 10, 1))
    with parts.db.read() as session:
        held = [[said["ground"]["title"] for said in list_queries.in_force(session, on, None)] for on in days]
    assert held == [["自 2026-01-01 起"], ["自 2026-06-01 起"], ["自 2026-06-01 起"]]


def test_a_changed_row_holds_for_acts_from_its_first_day_and_the_old_one_before(
    client: TestClient[Litestar], city: City, parts: Parts, clock: TestClock
) -> None:
    desk, today = Lists(client, city), today_of(clock())
    desk.benchmark()
    _published(desk, ROW)
    changed = replace(ROW, ground=replace(GROUND, title="首次违法且改正", valid_from=today))
    second = _published(desk, changed)
    told = client.get(f"{PATH}/BY-1/{second}", headers=city.headers("supervisor")).json()
    assert [(each["what"], each["before"]) for each in told["changes"]] == [
        ("事项", GROUND.title), ("施行日期", "2026-01-01"),
    ]  # fmt: skip
    assert [row["status"] for row in told["versions"]] == ["published", "superseded"]
    work(parts, clock)
    yesterday = (today - timedelta(days=1)).isoformat()
    assert sorted(desk.grounds(), key=str) == sorted([("BY-1", yesterday), ("BY-1", None)], key=str)
    assert desk.in_force() == [("BY-1", "首次违法且改正")]


def test_an_ended_row_leaves_the_lists_and_stays_for_acts_of_its_time(
    client: TestClient[Litestar], city: City, parts: Parts, clock: TestClock
) -> None:
    desk, today = Lists(client, city), today_of(clock())
    desk.benchmark()
    _published(desk, ROW)
    _published(desk, replace(ROW, ground=replace(GROUND, valid_to=today)))
    clock.forward(days=1)
    work(parts, clock)
    assert desk.in_force() == []
    assert desk.grounds() == [("BY-1", today.isoformat())]


def test_a_proposal_that_cannot_be_used_is_refused_in_words(client: TestClient[Litestar], city: City) -> None:
    desk = Lists(client, city)
    refused = desk.propose("supervisor", ROW).json()
    assert (refused["code"], refused["faults"]) == ("list_row_faulty", ["没有“食品”这个领域的裁量基准。"])
    everything = ListRow(replace(GROUND, all_of=[], basis="有关规定", valid_from=None))
    told = desk.propose("supervisor", everything).json()["faults"]
    assert any("适用于所有案件" in each for each in told)
    assert any("第几条" in each for each in told)
    assert any("施行日期" in each for each in told)
    assert desk.step("overseer", 1, "approve").json()["code"] == "list_row_not_found"
    assert client.get(PATH, headers=city.headers("overseer"), params={"status": "draft"}).json()["items"] == []


def test_those_in_the_field_hear_of_a_benchmark_and_of_a_row(client: TestClient[Litestar], city: City) -> None:
    desk = Lists(client, city)
    made = desk.enter("supervisor", replace(by_value(), code="YH-1", field="市场监管")).json()
    for step in ("approve", "publish"):
        assert desk.decide("overseer", made, step).status_code == 200
    _published(desk, replace(ROW, fields=["市场监管"]))
    _published(desk, replace(ROW, fields=[], ground=replace(GROUND, id="BY-2")), "BY-2")
    told = client.get("/api/inbox", headers=city.headers("li")).json()["items"]
    said = [(each["target"]["type"], each["words"]) for each in told if each["kind"] == "standard_changed"]
    assert [target for target, _ in said] == ["benchmark_list", "benchmark_list", "benchmark"]
    places = [each["target"]["id"] for each in told if each["target"]["type"] == "benchmark_list"]
    assert places == ["BY-2/1", f"{GROUND.id}/1"], "the desk opens the row itself"
    assert "试验" in said[2][1]
    assert GROUND.title in said[0][1]


def test_a_withdrawn_proposal_keeps_its_reason(client: TestClient[Litestar], city: City) -> None:
    desk = Lists(client, city)
    desk.propose("supervisor", replace(ROW, fields=[]))
    assert desk.step("overseer", 1, "withdraw").json()["code"] == "words_required"
    assert desk.step("overseer", 1, "withdraw", "依据有误").json()["row"]["words"] == "依据有误"
    assert desk.propose("supervisor", replace(ROW, fields=[])).json()["row"]["version"] == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": "有 空格"}, "编号"),
        ({"valid_to": date(2025, 1, 1)}, "失效日期早于"),
        ({"questions": []}, "没有对应的问题"),
        ({"all_of": [Condition("corrected", Op.EQ, "perhaps")]}, "不在它的选项"),
        ({"all_of": [], "any_of": GROUND.all_of}, "同时满足"),
    ],
)
def test_each_fault_is_named(change: dict[str, Any], words: str) -> None:
    told = faults(ListRow(replace(GROUND, **change)))
    assert len(told) == 1
    assert words in told[0]
    assert faults(ROW) == []


def test_what_is_published_while_the_lists_are_compared_is_left_to_its_own_job(
    client: TestClient[Litestar], city: City, parts: Parts, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The comparison holds no lock: a version that came meanwhile is not overwritten by what was read before it."""
    desk = Lists(client, city)
    desk.benchmark()
    _published(desk, ROW)
    compared, beside = aligning._proposed, replace(by_value(), code="YH-1", violation="改过的违法行为")

    def slowly(*asked: Any) -> Any:
        found = list(compared(*asked))
        made = desk.enter("supervisor", beside).json()
        for step in ("approve", "publish"):
            assert desk.decide("overseer", made, step).status_code == 200
        return found

    monkeypatch.setattr(aligning, "_proposed", slowly)
    align(parts.db, clock(), today_of(clock()))
    assert desk.grounds() == [], "neither the older text nor a conflict"
    monkeypatch.setattr(aligning, "_proposed", compared)
    work(parts, clock)
    assert desk.grounds() == [("BY-1", None)]
    (row,) = desk.read()
    assert row["violation"] == "改过的违法行为"


def test_the_demo_lists_are_without_fault() -> None:
    from zhifa.demo.benchmarks import list_rows

    assert [told for row in list_rows() for told in faults(row)] == []


def test_the_demo_library_already_carries_its_lists(parts: Parts, clock: TestClock) -> None:
    from tests.benchmarks.test_library import _fill

    _fill(parts)
    assert align(parts.db, clock(), today_of(clock())) == 0
