"""The registry's list: who sees what, how it is narrowed, judged as of a moment, and paged."""

from typing import Any

import pytest

from tests.support.desk import Desk, day, line, table
from zhifa.identity.models import Role
from zhifa.identity.permissions import Permission, may


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Twelve more of 盐湖 and eight of 芮城, imported and approved; li suspended, wang withdrawn in the past."""
    lines = [line(f"1408{number:07}", f"张{number}", kind="部发" if number < 3 else "省发") for number in range(12)]
    lines += [line(f"1408{number:07}", f"李{number}", "ruicheng-scjg", to="2026-12-31") for number in range(20, 28)]
    assert desk.decide(desk.send(table(*lines), dry_run=False)["change"]).status_code == 200
    desk.done(desk.step(str(desk.city["li"].certificate), "suspended", day("2026-11-01")))
    desk.done(desk.step(str(desk.city["wang"].certificate), "withdrawn", day("2026-10-01")))
    return desk


def every(desk: Desk, who: str = "registrar", **query: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        page = desk.get("/api/credentials", who, limit=5, **query, **cursor)
        rows += page["items"]
        if page["next"] is None:
            return rows
        cursor = {"cursor": page["next"]}


@pytest.mark.parametrize(
    ("who", "count"),
    [("registrar", 23), ("registrar_ruicheng", 9), ("administrator", 23), ("overseer_yanhu", 14),
     ("overseer", 23), ("supervisor", 14), ("supervisor_ruicheng", 9)],
)  # fmt: skip
def test_each_sees_their_scope_page_by_page(filled: Desk, who: str, count: int) -> None:
    numbers = [row["number"] for row in every(filled, who)]
    assert len(numbers) == count
    assert numbers == sorted(set(numbers))


def test_the_list_is_narrowed(filled: Desk) -> None:
    def count(**query: Any) -> int:
        return len(every(filled, **query))

    assert count(q="张") == 12
    assert count(q="14080000") == 20
    assert count(q="\uff11\uff14\uff10\uff180000020") == 1
    assert count(q="%") == 0
    assert count(kind="ministry") == 3
    assert count(agency=str(filled.city.ruicheng)) == 9
    assert count(status="suspended") == 1
    assert count(status="withdrawn") == 1
    assert count(status="valid") == 21
    assert count(status="valid", as_of="2026-09-30") == 23
    assert count(status="expired", as_of="2027-01-01") == 8
    assert count(expiring_before="2027-01-01") == 8
    assert count(expiring_before="2027-01-01", as_of="2027-01-01") == 0
    assert count(as_of="2026-11-01T00:00:00+08:00", status="suspended") == 1
    assert count(as_of="2026-10-31T23:59:59+08:00", status="suspended") == 0


def test_a_row_says_since_when_and_whether_something_waits(filled: Desk) -> None:
    number = str(filled.city["li"].certificate)
    filled.step(number, "valid", day("2026-11-20"))
    (row,) = every(filled, q=number)
    assert (row["status"], row["status_since"], row["pending_changes"], row["photo"]) == (
        "suspended", "2026-11-01", 1, False,
    )  # fmt: skip


def test_the_whole_of_a_certificate_has_its_timeline_and_the_steps_that_are_open(filled: Desk) -> None:
    shown = filled.get(f"/api/credentials/{filled.city['li'].certificate}")
    assert [span["status"] for span in shown["timeline"]] == ["pending", "valid", "suspended"]
    assert {step["status"] for step in shown["steps"]} == {"valid", "withdrawn", "lost", "cancelled", "voided"}
    assert {change["state"] for change in shown["changes"]} == {"approved"}


@pytest.mark.parametrize("as_of", ["2026-13-01", "gestern", "2026-11-01T00:00:00", "9999-12-31"])
def test_a_moment_that_is_none_is_refused(desk: Desk, as_of: str) -> None:
    answer = desk.client.get("/api/credentials", params={"as_of": as_of}, headers=desk.enterer)
    assert (answer.status_code, answer.json()["code"]) == (400, "moment_invalid")


def test_issuers_tell_their_number_format(desk: Desk) -> None:
    (issuer,) = desk.get("/api/issuers")
    assert issuer["number_rule"].startswith("11 位数字")


def test_no_role_but_the_registrar_enters_or_approves() -> None:
    for permission in (Permission.CREDENTIAL_ENTER, Permission.CREDENTIAL_APPROVE):
        assert [role for role in Role if may(role, permission)] == [Role.REGISTRAR]
