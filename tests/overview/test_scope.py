"""Nobody sees a figure of what is not theirs: on the screen, in a slice, in a file."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import col

from tests.overview.made import START, add_visit, counted, find, follow
from tests.overview.test_counting import overview
from tests.support.city import City
from zhifa.agencies.models import Agency
from zhifa.identity.models import AuditRow

Client = TestClient[Litestar]


@pytest.fixture
def busy(city: City) -> City:
    """One visit of the county's agency, two of the street beneath it, four of the other county's."""
    for agency, count in ((city.yanhu, 1), (city.street, 2), (city.ruicheng, 4)):
        ids = [add_visit(city, agency=agency, opened=START + timedelta(minutes=n)) for n in range(count)]
        find(city, ids[0], "P06-1")
        follow(city, ids)
    counted(city)
    return city


def workbook(client: Client, city: City, who: str = "overseer", **query: Any) -> dict[str, list[tuple[Any, ...]]]:
    answer = client.get("/api/overview/export", params={"period": "2026-09", **query}, headers=city.headers(who))
    assert answer.status_code == 200, answer.text
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.mark.parametrize(
    ("who", "seen"),
    [("overseer", 7), ("overseer_yanhu", 3), ("supervisor", 3), ("supervisor_ruicheng", 4), ("assistant", 2)],
)
def test_every_figure_is_of_the_own_scope_alone(client: Client, busy: City, who: str, seen: int) -> None:
    told = overview(client, busy, who, period="2026-09")
    assert told["now"]["visits"] == seen
    assert sum(each["visits"] for each in told["slices"]) == seen
    assert sum(each["totals"]["visits"] for each in told["agencies"]) == seen
    assert sum(each["totals"]["visits"] for each in told["divisions"]) == seen
    for family in ("results", "reasons", "fields"):
        assert sum(each["visits"] for each in told[family]) == seen, family
    assert told["scope"]["agencies"] == len(told["agencies"])
    if who != "assistant":
        sheets = workbook(client, busy, who)
        assert sum(row[3] for row in sheets["单位"][1:]) == seen
        assert ("检查次数", seen, 0) in sheets["总数"]


def test_asking_for_anothers_agency_or_county_shows_nothing(client: Client, busy: City) -> None:
    for who, query in (
        ("supervisor", {"agency": str(busy.ruicheng)}),
        ("overseer_yanhu", {"division": "140830"}),
        ("assistant", {"agency": str(busy.yanhu)}),
        ("supervisor_ruicheng", {"division": "140802"}),
    ):
        told = overview(client, busy, who, period="2026-09", **query)
        assert (told["now"]["visits"], told["agencies"], told["rules"]) == (0, [], [])
        assert told["caps"]["subjects"] == 0
        if who != "assistant":
            assert len(workbook(client, busy, who, **query)["单位"]) == 1


def test_a_filter_narrows_every_part(client: Client, busy: City) -> None:
    assert overview(client, busy, period="2026-09", division="140802")["now"]["visits"] == 3
    assert overview(client, busy, period="2026-09", division="140802001")["now"]["visits"] == 2
    assert overview(client, busy, period="2026-09", field="综合")["now"]["visits"] == 2
    assert (
        overview(client, busy, period="2026-09", agency=str(busy.ruicheng))["scope"]["name"] == "芮城县市场监督管理局"
    )
    county = overview(client, busy, period="2026-09", division="140802")
    assert county["scope"]["name"] == "盐湖区"
    assert [each["name"] for each in county["divisions"]] == ["盐湖区"], "a town stands in its county"


@pytest.mark.parametrize("who", ["li", "registrar", "administrator"])
def test_others_are_not_let_in(client: Client, busy: City, who: str) -> None:
    assert client.get("/api/overview", headers=busy.headers(who)).status_code == 403
    assert client.get("/api/overview/export", headers=busy.headers(who)).status_code == 403


def test_the_assistant_reads_and_takes_nothing_out(client: Client, busy: City) -> None:
    assert client.get("/api/overview/export", headers=busy.headers("assistant")).status_code == 403


@pytest.mark.parametrize(
    ("query", "code"),
    [({"period": "2026-13"}, "period_invalid"), ({"period": "昨天"}, "period_invalid"), ({"agency": "x"}, None),
     ({"division": "14"}, None), ({"field": "长" * 50}, None)],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(client: Client, city: City, query: dict[str, str], code: str | None) -> None:
    for path in ("/api/overview", "/api/overview/export"):
        answer = client.get(path, params=query, headers=city.headers("overseer"))
        assert answer.status_code == 400
        assert code in (None, answer.json()["code"])


def test_taking_the_figures_out_is_audited(client: Client, busy: City) -> None:
    workbook(client, busy, "supervisor")
    with busy.parts.db.read() as session:
        row = session.scalars(sa.select(AuditRow).where(col(AuditRow.action) == "overview_export")).one()
    assert (row.account_id, row.detail) == (busy["supervisor"].account, {"period": "2026-09"})


def test_the_file_says_what_it_is_and_no_text_is_a_formula(client: Client, busy: City) -> None:
    bad = '=HYPERLINK("http://x")'
    with busy.parts.db.write() as session:
        session.execute(sa.update(Agency).where(col(Agency.id) == busy.yanhu).values(name=bad, demo=True))
        session.execute(sa.update(Agency).where(col(Agency.id) == busy.street).values(name="\t@cmd", field="+1+1"))
    content = client.get("/api/overview/export", params={"period": "2026"}, headers=busy.headers("overseer")).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell for cell in cells if isinstance(cell.value, str) and cell.value[:1] in "=+-@\t\r\n"]
    assert f"'{bad}" in [cell.value for cell in cells]
    about = {row[0]: row[1] for row in book["说明"].iter_rows(values_only=True, max_col=2)}
    assert "演示数据,不作执法依据" in about
    assert (about["范围"], about["统计期"], about["上期"]) == ("运城市", "2026年", "2025年")
    assert all(len(about[name]) > 10 for name in ("统计更新至", "导出时间", "审核用时"))
    assert ("合计", 7) in list(book["年度统计"].iter_rows(values_only=True, max_col=2))
