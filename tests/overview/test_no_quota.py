"""By design there is no ranking by fines and no quota: no field, table column, sort key, heading or word offers one."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import SQLModel

import zhifa.tables  # noqa: F401 every table is looked at
from tests.support.city import City

Client = TestClient[Litestar]
ROOT = Path(__file__).parents[2]

#: What would set a quota or rank: in the names of fields, parameters and columns.
NAMES = re.compile(
    r"rank|quota|target_(count|amount|visits)|league|score_?board|top_\d|fines?(_|$)|penalt(y|ies)_(sum|total|amount)"
)
#: In words that people read.
WORDS = re.compile(r"排名|排行|名次|榜|指标|任务数|罚没|罚款(总额|金额|合计|数额)|完成率|达标率")
#: Where a screen or file says that there is none.
DENIALS = re.compile(r"[^。]*不(设|作|统计|按)[^。]*(指标|排名|罚没)[^。]*。")
#: ``officer_ranks`` and the like do not exist; ``fine`` alone is what a benchmark reckons for one case.
ONE_CASE = {"fine", "fines_words"}


def names(told: Any) -> Iterator[str]:
    """Every property, parameter and choice of the API's document."""
    if isinstance(told, dict):
        yield from told.get("properties", {}) if isinstance(told.get("properties"), dict) else ()
        if "in" in told and isinstance(told.get("name"), str):
            yield told["name"]
        if isinstance(told.get("enum"), list):
            yield from (each for each in told["enum"] if isinstance(each, str))
        for value in told.values():
            yield from names(value)
    elif isinstance(told, list):
        for value in told:
            yield from names(value)


def test_the_api_has_no_such_field_parameter_or_choice(client: Client) -> None:
    found = {name for name in names(client.get("/schema/openapi.json").json()) if NAMES.search(name)}
    assert found - ONE_CASE == set()


def test_the_overview_can_be_sorted_by_nothing(client: Client) -> None:
    paths = client.get("/schema/openapi.json").json()["paths"]
    for path in ("/api/overview", "/api/overview/export"):
        asked = {each["name"] for each in paths[path]["get"]["parameters"]}
        assert asked == {"period", "agency", "division", "field"}


def test_no_table_has_such_a_column() -> None:
    columns = {f"{table.name}.{column.name}" for table in SQLModel.metadata.tables.values() for column in table.columns}
    assert {name for name in columns if NAMES.search(name.split(".")[1])} == set()


def test_no_table_of_the_overview_holds_money() -> None:
    tables = [table for name, table in SQLModel.metadata.tables.items() if name.startswith("overview_")]
    assert len(tables) == 3
    assert not {column.name for table in tables for column in table.columns} & {"fen", "yuan", "amount", "fine"}


def test_no_sheet_has_such_a_heading(client: Client, city: City) -> None:
    content = client.get("/api/overview/export", params={"period": "2026"}, headers=city.headers("overseer")).content
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        assert not WORDS.search(sheet.title)
        for row in sheet.iter_rows(values_only=True):
            for cell in row:
                assert not WORDS.search(DENIALS.sub("", str(cell).replace("不设的指标", ""))), cell


def test_agencies_stand_in_the_order_of_their_codes(client: Client, city: City) -> None:
    told = client.get("/api/overview", headers=city.headers("overseer")).json()
    assert [each["name"] for each in told["agencies"]] == [
        "盐湖区市场监督管理局",
        "中城街道办事处",
        "芮城县市场监督管理局",
    ]


def test_no_screen_says_such_a_word() -> None:
    for path in (ROOT / "pwa/console").rglob("*"):
        if path.suffix in {".vue", ".ts"}:
            said = DENIALS.sub("", path.read_text(encoding="utf-8"))
            assert not WORDS.search(said), f"{path.relative_to(ROOT)}: {WORDS.findall(said)}"
