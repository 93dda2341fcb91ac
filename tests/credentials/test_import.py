"""Certificates in and out as files: looked at first, all or nothing, and what goes out comes in unchanged."""

import io
from typing import Any

import openpyxl
import pytest
from sqlmodel import func, select

from tests.support.desk import HEADING, ISSUER, Desk, day, line, table
from zhifa.credentials.models import CardCode, Certificate, Officer

NEW = [line(f"0408{number:07}", f"新人{number}") for number in range(3)]


def workbook(*rows: list[Any]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def count(desk: Desk, model: type[Any]) -> int:
    with desk.city.parts.db.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def faults(report: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [(error["row"], error["column"], error["code"]) for error in report["errors"]]


def test_a_file_is_looked_at_proposed_and_approved_by_another(desk: Desk) -> None:
    before = count(desk, Certificate)
    looked = desk.send(table(*NEW))
    assert (looked["rows"], looked["creates"], looked["applied"], looked["change"]) == (3, 3, False, None)
    assert [(row["row"], row["action"]) for row in looked["changes"]] == [(2, "create"), (3, "create"), (4, "create")]
    proposed = desk.send(table(*NEW), dry_run=False)
    assert not proposed["applied"]
    assert count(desk, Certificate) == before
    change = proposed["change"]
    assert desk.decide(change, own=True).json()["code"] == "same_person"
    assert desk.get(f"/api/credential-changes/{change['id']}/report", "second")["creates"] == 3
    assert desk.decide(change).json()["import_file"]["creates"] == 3
    assert count(desk, Certificate) == before + 3
    assert count(desk, CardCode) == 3
    assert desk.status("04080000001") == "valid"
    assert desk.status("04080000001", "2024-12-31") == "pending"
    assert desk.get("/api/credentials/04080000001")["history"][0]["approved_by"] == "second同志"
    again = desk.send(table(*NEW), dry_run=False)
    assert (again["unchanged"], again["change"]) == (3, None)


def test_one_bad_row_changes_nothing_and_is_named(desk: Desk) -> None:
    lines = [line(f"0408{number:07}", f"新人{number}") for number in range(40)]
    lines[22] = line("0408XX00022", "新人22", to="2029-02-30")
    before = count(desk, Officer)
    report = desk.send(table(*lines), dry_run=False)
    assert faults(report) == [(24, "有效期止", "date_invalid")]
    assert report["errors"][0]["detail"] == "有效期止不是正确的日期,请按“2026-01-31”的样子填写。"
    assert (report["applied"], report["change"]) == (False, None)
    assert count(desk, Officer) == before
    assert desk.get("/api/credential-changes")["items"] == []


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        (line("9999", "甲"), "证号", "number_invalid"),
        (line("", "甲"), "证号", "value_missing"),
        (line("04080000001", ""), "姓名", "value_missing"),
        (line("04080000001", "甲", "nowhere"), "执法机关编码", "agency_unknown"),
        (line("04080000001", "甲", kind="镇发"), "证件种类", "kind_unknown"),
        (line("04080000001", "甲", issuer="某省"), "发证机关", "issuer_unknown"),
        (line("04080000001", "甲", to="2020-01-01"), "有效期止", "dates_reversed"),
        (line("04080000001", "=HYPERLINK(1)"), "姓名", "formula_refused"),
        (line("04080000001", "甲" * 101), "姓名", "value_too_long"),
        (line("04080000001", '"甲\n乙"'), "姓名", "value_invalid"),
    ],
)
def test_each_wrong_cell_is_named_with_its_column(desk: Desk, row: str, column: str, told: str) -> None:
    assert (2, column, told) in faults(desk.send(table(row)))


def test_rows_are_held_against_each_other_and_against_what_is_registered(desk: Desk) -> None:
    li, zhao = desk.city["li"], desk.city["zhao"]
    heading = f"{HEADING},状态,人员编号,执法事项编码"
    report = desk.send(
        table(
            line("04080000001", "甲") + ",,,",
            line("04080000001", "乙") + ",,,",
            line("04080000002", "丙") + ",收回,,",
            line("04080000003", "丁") + ",,不是编号,",
            line("04080000004", "戊") + ",,,NO-1",
            line(str(li.certificate), "li同志") + ",暂扣,,",
            line(str(li.certificate)[:-1] + "0", "li同志") + f",,{zhao.officer},",
            heading=heading,
        )
    )
    assert faults(report) == [
        (3, "证号", "number_repeated"),
        (4, "状态", "status_not_importable"),
        (5, "人员编号", "officer_unknown"),
        (6, "执法事项编码", "matter_unknown"),
        (7, "状态", "status_not_importable"),
    ]


def test_a_county_imports_only_for_its_own_agencies(desk: Desk) -> None:
    li = desk.city["li"]
    rows = [line("04080000001", "甲"), line(str(li.certificate), "冒名", "ruicheng-scjg")]
    report = desk.send(table(*rows), who="registrar_ruicheng")
    assert faults(report) == [(2, "执法机关编码", "agency_unknown"), (3, "证号", "number_taken")]


def test_columns_that_lack_are_unknown_or_twice_there_are_told_before_any_row(desk: Desk) -> None:
    report = desk.send("证号,姓名,姓名,手机号\r\n1,甲,乙,139\r\n")
    assert {code for _, _, code in faults(report)} == {"column_missing", "column_unknown", "column_repeated"}
    assert faults(desk.send("")) == [(1, "", "file_empty")]


def test_an_update_says_field_by_field_what_changes(desk: Desk) -> None:
    li = desk.city["li"]
    row = line(str(li.certificate), "李改名", "zhongcheng", category="行政检查 行政处罚", to="2030-01-31")
    (change,) = desk.send(table(row))["changes"]
    assert [(f["column"], f["before"], f["after"]) for f in change["fields"]] == [
        ("姓名", "li同志", "李改名"),
        ("执法机关编码", "yanhu-scjg", "zhongcheng"),
        ("有效期止", "2029-12-31", "2030-01-31"),
    ]
    desk.decide(desk.send(table(row), dry_run=False)["change"])
    shown = desk.get(f"/api/credentials/{li.certificate}")["row"]
    assert (shown["officer_name"], shown["valid_to"], shown["officer_id"]) == ("李改名", "2030-01-31", str(li.officer))


def test_a_file_that_no_longer_fits_when_it_is_approved_changes_nothing(desk: Desk) -> None:
    heading = f"{HEADING},状态"
    li = str(desk.city["li"].certificate)
    rows = [line("04080000001", "甲") + ",", line(li, "改名") + ",有效"]
    change = desk.send(table(*rows, heading=heading), dry_run=False)["change"]
    desk.done(desk.step(li, "lost", day("2026-11-20")))
    refused = desk.decide(change)
    assert (refused.status_code, refused.json()["code"]) == (409, "import_outdated")
    assert [error["row"] for error in refused.json()["errors"]] == [3]
    assert desk.client.get("/api/credentials/04080000001", headers=desk.enterer).status_code == 404


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_excel_of_either_kind_may_have_saved_the_csv(desk: Desk, encoding: str) -> None:
    assert desk.send(table(*NEW).encode(encoding))["creates"] == 3


def test_xlsx_is_read_with_its_dates_and_a_number_that_lost_its_zeros_is_told(desk: Desk) -> None:
    start, end = day("2025-01-01").replace(tzinfo=None), day("2029-12-31").date()
    rest = ["yanhu-scjg", "省发", "行政检查", "盐湖区", ISSUER, start, end]
    rows = [["04080000001", "甲", *rest], [4080000002, "乙", *rest], [None] * 9, ["04080000003", "丙", *rest]]
    report = desk.send(workbook(HEADING.split(","), *rows))
    assert faults(report) == [(3, "证号", "number_not_text")]
    assert [row["row"] for row in report["changes"]] == [2, 5]


@pytest.mark.parametrize("content", [b"PK\x03\x04 no zip", b"\xff\xfe\x00\x01", b"a\x00b"])
def test_what_is_no_table_is_refused(desk: Desk, content: bytes) -> None:
    answer = desk.client.post("/api/credentials/import", content=content, headers=desk.enterer)
    assert (answer.status_code, answer.json()["code"]) == (400, "file_unreadable")


def test_a_file_of_more_than_twenty_megabytes_is_refused(desk: Desk) -> None:
    answer = desk.client.post("/api/credentials/import", content=b"x" * (20 * 1024 * 1024 + 1), headers=desk.enterer)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_goes_out_comes_in_unchanged_and_is_no_formula(desk: Desk, form: str) -> None:
    for number, category in enumerate(["=1+1", "+86", "-", "@SUM(A1)", "'=x", "''@", "\uff1dA1", "|cmd", "'引'"]):
        proposed = desk.create(number=f"0408000010{number}", category=category, matters=[str(desk.city.matter)])
        desk.done(proposed)
        desk.done(desk.step(f"0408000010{number}", "valid", day("2026-11-20")))
    desk.done(desk.step("04080000101", "suspended", day("2026-11-20")))
    answer = desk.client.get(f"/api/credentials/export?format={form}", headers=desk.enterer)
    assert answer.headers["content-disposition"].endswith(f'.{form}"')
    if form == "csv":
        assert answer.content.startswith(b"\xef\xbb\xbf")
        cells = [cell for row in answer.text.splitlines() for cell in row.split(",")]
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
        cells = [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None]
    assert not [cell for cell in cells if cell[:1] in "=+-@|\uff1d" and cell]
    report = desk.send(answer.content)
    assert (report["errors"], report["unchanged"], report["rows"]) == ([], 12, 12)


def test_an_export_holds_what_was_asked_for_in_scope_and_is_audited(desk: Desk) -> None:
    answer = desk.client.get("/api/credentials/export?format=csv", headers=desk.city.headers("registrar_ruicheng"))
    assert answer.text.count("\r\n") == 2
    answer = desk.client.get("/api/credentials/export?format=csv&status=lost", headers=desk.enterer)
    assert answer.text.count("\r\n") == 1
