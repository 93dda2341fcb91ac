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

from tests.support.city import City
from zhifa.benchmarks import citing, tier_text
from zhifa.benchmarks.import_assembly import assembled
from zhifa.benchmarks.import_rows import TableFault, lines
from zhifa.benchmarks.layouts import layout, layouts
from zhifa.benchmarks.linter import lint
from zhifa.benchmarks.model import Benchmark
from zhifa.credentials.sheets import read_rows

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


def test_a_file_becomes_drafts_that_are_decided_together(client: TestClient[Litestar], city: City) -> None:
    supervisor, overseer = city.headers("supervisor"), city.headers("overseer")
    path, content = "/api/benchmarks/import", as_csv(SHEETS["superset"])
    looked = client.post(path, content=content, headers=supervisor).json()
    assert (looked["rows"], looked["benchmarks"], looked["creates"], looked["import_id"]) == (2, 1, 1, None)
    broken = as_csv([*SHEETS["superset"], ["A-3", "", "", "", "", "", "", "", "", "", ""]])
    refused = client.post(f"{path}?dry_run=false", content=broken, headers=supervisor).json()
    assert refused["fault_count"] > 0
    assert refused["import_id"] is None, "all or nothing"
    entered = client.post(f"{path}?dry_run=false", content=content, headers=supervisor).json()
    decision = f"/api/benchmark-imports/{entered['import_id']}/decision"
    assert client.post(decision, json={"decision": "approve"}, headers=supervisor).json()["code"] == "same_person"
    for step in ("approve", "publish"):
        assert client.post(decision, json={"decision": step}, headers=overseer).json() == {"count": 1}
    again = client.post(path, content=content, headers=supervisor).json()
    assert (again["creates"], again["updates"]) == (0, 1)
    found = client.get("/api/benchmarks", params={"q": "试验"}, headers=supervisor).json()["items"]
    assert [row["code"] for row in found] == ["A-1"]
