"""Agencies' tables become drafts: each layout, the ways in which amounts are written, and what is wrong by row."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.conftest import TestClock
from tests.support.city import City
from zhifa.app import Parts
from zhifa.benchmarks import citing, importing, table_imports, tier_text
from zhifa.benchmarks.import_assembly import assembled
from zhifa.benchmarks.import_rows import TableFault, lines
from zhifa.benchmarks.layouts import layout, layouts
from zhifa.benchmarks.linter import lint
from zhifa.benchmarks.model import Benchmark
from zhifa.credentials.sheets import read_rows
from zhifa.jobs import run_due
from zhifa.worker import handlers

ON = date(2026, 11, 23)
LAW = "《食品安全法》第一百二十二条第一款"
BANDED = "处1000元以上5000元以下罚款"


def as_csv(rows: list[list[str]], encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(rows: list[list[Any]], merged: list[str]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def imported(content: bytes, name: str) -> tuple[list[tuple[int, Benchmark]], list[TableFault]]:
    faults: list[TableFault] = []
    read = list(lines(read_rows(content), layout(name), faults))
    return assembled(read, layout(name), ON, faults), faults


@pytest.mark.parametrize(
    ("text", "low", "high", "low_in", "high_in", "unit"),
    [
        ("处1000元以上5000元以下罚款", "1000", "5000", True, True, "yuan"),
        ("处１，０００元以上,不满1万元的罚款", "1000", "10000", True, False, "yuan"),
        ("超过三万元不满五万元罚款", "30000", "50000", False, False, "yuan"),
        ("3-10万元", "30000", "100000", True, True, "yuan"),
        ("处十二万五千元以下罚款", "0", "125000", False, True, "yuan"),
        ("并处货值金额十倍以上二十倍以下罚款", "10", "20", True, True, "multiple"),
        ("货值金额不足1万元的,并处5万元以上10万元以下罚款", "50000", "100000", True, True, "yuan"),
        ("处工程造价5%以上10%以下的罚款", "5", "10", True, True, "percent"),
        ("按受侵害的劳动者每人100元以上500元以下计算", "100", "500", True, True, "per_head"),
        ("处2000元罚款", "2000", "2000", True, True, "yuan"),
    ],
)
def test_amounts_are_read_with_their_ends(
    text: str, low: str, high: str, low_in: bool, high_in: bool, unit: str
) -> None:
    found = tier_text.read(text)
    assert found is not None
    read = found.range
    assert (read.min, read.max, read.min_inclusive, read.max_inclusive, read.unit.value) == (
        low, high, low_in, high_in, unit,
    )  # fmt: skip


def test_articles_are_read_in_words_and_figures() -> None:
    found = citing.articles("《中华人民共和国食品安全法》第一百二十二条第一款、第124条第(五)项;《广告法》第五十五条")
    assert [(each.law, each.article) for each in found] == [
        ("食品安全法", "第122条第1款"),
        ("食品安全法", "第124条第5项"),
        ("广告法", "第55条"),
    ]


TABLES = Path(__file__).parent / "tables"
SHEETS = {
    path.stem: list(csv.reader(io.StringIO(path.read_text(), newline=""))) for path in sorted(TABLES.glob("*.csv"))
}


def test_every_layout_is_tried() -> None:
    assert SHEETS.keys() == layouts().keys()


@pytest.mark.parametrize("name", SHEETS)
def test_each_layout_makes_one_violation_of_its_two_tiers(name: str) -> None:
    for content in (as_csv(SHEETS[name], "gb18030"), as_xlsx([["某局裁量基准表"], *SHEETS[name]], ["A1:E1"])):
        made, faults = imported(content, name)
        assert faults == []
        assert len(made) == 1
        branch = made[0][1].branches[0]
        assert len(branch.tiers) == 2
        assert all(tier.range is not None for tier in branch.tiers)


def test_what_is_wrong_is_told_with_its_row_and_column() -> None:
    rows = [*SHEETS["superset"], ["A-2", "市场监管", "市监", "某局", "州", "第几条", "", BANDED, "从轻", "", "=1+1"]]
    made, faults = imported(as_csv(rows), "superset")
    assert [benchmark.code for _, benchmark in made] == ["A-1"]
    assert {(each.row, each.column, each.code) for each in faults} >= {
        (5, "层级", "value_unknown"),
        (5, "处罚条款", "article_unreadable"),
        (5, "违法行为", "value_missing"),
    }
    assert [each.code for each in imported(as_csv([["甲", "乙"], ["1", "2"]]), "superset")[1]] == ["heading_missing"]


HEADING = [
    *(["编号", "领域", "执法部门", "制定机关", "层级", "法律", "处罚条款", "违法行为", "适用情形", "法定罚款"]),
    *(["阶次", "裁量标准", "其他措施", "施行日期", "失效日期", "发布日期"]),
]


def _line(code: str, tier: str, text: str, **more: str) -> list[str]:
    said = {
        "编号": code, "领域": "市场监管", "执法部门": "市监", "制定机关": "某局", "层级": "县", "处罚条款": LAW,
        "违法行为": f"试验{code}", "法定罚款": BANDED, "阶次": tier, "裁量标准": text, "施行日期": "2026-01-01", **more,
    }  # fmt: skip
    return [said.get(name, "") for name in HEADING]


def test_a_prepared_file_shows_every_rule_of_the_linter() -> None:
    same = {"违法行为": "同一行为"}
    rows = [
        HEADING,
        _line("L1", "从重", "4000元以上6000元以下"),
        _line("L2", "从轻", "1000元以上2000元以下"),
        _line("L2", "从重", "2000元以上5000元以下"),
        _line("L3", "从重", "4000元以上5000元以下", 处罚条款="《噪声污染防治法》第八十一条"),
        _line("L4", "从重", "4000元以上5000元以下", 发布日期="2024-01-01"),
        _line("L5", "从重", "4000元以上5000元以下", 失效日期="2026-06-30"),
        _line("L6", "减轻", "0元", 法定罚款="处5000元以下罚款"),
        _line("L7", "从重", "4000元以上5000元以下"),
        _line("L8", "从重", "4000元以上5000元以下", **same, 层级="省"),
        _line("L8b", "从重", "3000元以上5000元以下", **same),
        _line("L9", "从轻", "0.1元以上0.5元以下"),
        _line("L10", "从重", "4000元以上5000元以下", 其他措施="并处没收;可以并处罚款"),
    ]
    made, faults = imported(as_csv(rows), "superset")
    assert faults == []
    told = {(each.code, each.benchmark) for each in lint([benchmark for _, benchmark in made], ON)}
    expected = {(f"L{number}", f"L{number}") for number in (1, 2, 3, 4, 5, 6, 9, 10)} | {("L8", "L8b")}
    expected.add(("L1", "L6"))  # a fine of nothing is below a band that begins above nothing
    assert told == expected, "L7 needs conditions that no table has; test_linter.py shows it"


class Desk:
    """Files sent by a supervisor, and the worker that reads them."""

    def __init__(self, client: TestClient[Litestar], city: City, who: str = "supervisor") -> None:
        self.client, self.city, self.headers = client, city, city.headers(who)

    def send(self, content: bytes, layout: str = "superset") -> Any:
        params = {"layout": layout, "name": "基准.csv"}
        return self.client.post("/api/benchmarks/import", content=content, params=params, headers=self.headers)

    def look(self, content: bytes) -> Any:
        """As the screen does: sent, read by the worker, asked for."""
        sent = self.send(content).json()
        assert (sent["state"], sent["report"]) == ("waiting", None)
        work(self.city.parts)
        return self.last()

    def last(self) -> Any:
        return self.client.get("/api/benchmark-imports/last", headers=self.headers).json()

    def enter(self, import_id: str) -> Any:
        return self.client.post(f"/api/benchmark-imports/{import_id}/entry", headers=self.headers)


def work(parts: Parts) -> None:
    while run_due(parts.db, handlers(parts), clock=parts.clock):
        pass


def test_a_file_becomes_drafts_that_are_decided_together(client: TestClient[Litestar], city: City) -> None:
    desk, overseer = Desk(client, city), city.headers("overseer")
    content = as_csv(SHEETS["superset"])
    looked = desk.look(content)
    report = looked["report"]
    assert (report["rows"], report["benchmarks"], report["creates"], report["import_id"]) == (2, 1, 1, None)
    assert (looked["state"], looked["done"], looked["rows"], looked["name"]) == ("looked", 2, 2, "基准.csv")
    broken = desk.look(as_csv([*SHEETS["superset"], ["A-3", "", "", "", "", "", "", "", "", "", ""]]))
    assert broken["report"]["fault_count"] > 0
    refused = desk.enter(broken["id"])
    assert (refused.status_code, refused.json()["code"]) == (409, "table_import_not_ready"), "all or nothing"
    good = desk.look(content)
    entered = desk.enter(good["id"]).json()
    assert entered["state"] == "entered"
    assert desk.enter(good["id"]).json() == entered == desk.last(), "asked again, nothing is entered twice"
    decision = f"/api/benchmark-imports/{entered['report']['import_id']}/decision"
    assert client.post(decision, json={"decision": "approve"}, headers=desk.headers).json()["code"] == "same_person"
    for step in ("approve", "publish"):
        assert client.post(decision, json={"decision": step}, headers=overseer).json() == {"count": 1}
    again = desk.look(content)["report"]
    assert (again["creates"], again["updates"]) == (0, 1)
    found = client.get("/api/benchmarks", params={"q": "试验"}, headers=desk.headers).json()["items"]
    assert [row["code"] for row in found] == ["A-1"]


def test_a_file_that_cannot_be_read_is_said_to_be(client: TestClient[Litestar], city: City) -> None:
    desk = Desk(client, city)
    for content in (b"PK\x03\x04 no workbook", b"\xff\xfe\x00"):
        looked = desk.look(content)
        assert (looked["state"], looked["problem"]["code"]) == ("failed", "file_unreadable")
        assert desk.enter(looked["id"]).json()["code"] == "table_import_not_ready"
    assert desk.send(b"x", "nobody's").json()["code"] == "layout_unknown"
    assert desk.last()["problem"]["code"] == "file_unreadable", "what is refused replaces nothing"


def test_the_next_file_takes_the_place_of_the_one_before(client: TestClient[Litestar], city: City) -> None:
    desk, stranger = Desk(client, city), Desk(client, city, "supervisor_ruicheng")
    assert desk.last() is None
    first = desk.send(as_csv(SHEETS["superset"])).json()
    second = desk.look(as_csv(SHEETS["superset"]))
    assert second["id"] != first["id"]
    assert desk.enter(first["id"]).json()["code"] == "table_import_not_found"
    assert stranger.last() is None
    assert stranger.enter(second["id"]).status_code == 404, "somebody else's"
    assert desk.enter(second["id"]).json()["state"] == "entered"


def test_a_worker_that_died_in_the_middle_is_followed_by_one_that_reads_it_all(
    client: TestClient[Litestar], city: City, monkeypatch: pytest.MonkeyPatch, clock: TestClock
) -> None:
    desk, really = Desk(client, city), importing.read
    rows = [SHEETS["superset"][0]]
    rows += [[f"K-{number}", *SHEETS["superset"][1][1:]] for number in range(1200)]
    desk.send(as_csv(rows))

    def dies(*args: Any) -> Any:
        for number in (500, 1000):
            args[3](number)
            monkeypatch.setattr(table_imports, "NOTE_S", 0)
        raise RuntimeError("killed")

    monkeypatch.setattr(importing, "read", dies)
    work(city.parts)
    halfway = desk.last()
    assert (halfway["state"], halfway["done"], halfway["rows"]) == ("reading", 1000, 1201)
    monkeypatch.setattr(importing, "read", really)
    clock.forward(minutes=10)
    work(city.parts)
    assert (desk.last()["state"], desk.last()["report"]["benchmarks"]) == ("looked", 1200)
