"""The public list of certificates that give no power any more."""

import re

from tests.support.desk import Desk, day, line, table


def withdraw(desk: Desk, count: int) -> list[str]:
    numbers = [f"1408{number:07}" for number in range(count)]
    rows = [line(number, f"<b>张{number[-2:]}</b>") for number in numbers]
    assert desk.decide(desk.send(table(*rows), dry_run=False)["change"]).status_code == 200
    for place, number in enumerate(numbers):
        desk.done(desk.step(number, "voided", day(f"2026-10-{place % 28 + 1:02}")))
    return numbers


def test_the_list_tells_what_was_withdrawn_since_when_and_not_why(desk: Desk) -> None:
    li, wang = (str(desk.city[name].certificate) for name in ("li", "wang"))
    desk.done(desk.step(li, "withdrawn", day("2026-11-01"), reason="家庭原因"))
    desk.done(desk.step(wang, "suspended", day("2026-11-01")))
    (row,) = desk.client.get("/withdrawn.json").json()["items"]
    assert row == {
        "number": li, "officer_name": "li同志", "agency_name": "盐湖区市场监督管理局", "status": "withdrawn",
        "since": "2026-11-01",
    }  # fmt: skip
    page = desk.client.get("/withdrawn").text
    assert li in page
    assert "已收回" in page
    assert "家庭原因" not in page
    desk.done(desk.step(li, "valid", day("2026-11-02")))
    assert desk.client.get("/withdrawn.json").json()["items"] == []


def test_the_page_is_paged_escaped_small_and_runs_nothing(desk: Desk) -> None:
    numbers = withdraw(desk, 33)
    first = desk.client.get("/withdrawn")
    following = re.search(r'href="(/withdrawn\?cursor=[^"]+)"', first.text)
    assert following is not None
    second = desk.client.get(following[1].replace("&amp;", "&"))
    assert sorted(re.findall(r"1408\d{7}", first.text + second.text)) == numbers
    assert 'rel="next"' not in second.text
    assert "&lt;b&gt;张" in first.text
    assert not re.search(r"<script|<b>|https?://|onclick|style=", first.text)
    assert len(first.content) < 10_000
    assert "script-src" not in first.headers["content-security-policy"]
    assert first.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")


def test_a_number_is_looked_up_and_its_absence_is_no_promise(desk: Desk) -> None:
    numbers = withdraw(desk, 3)
    found = desk.client.get("/withdrawn", params={"number": f" {numbers[1]} "}).text
    assert re.findall(r'"number">(1408\d{7})', found) == [numbers[1]]
    absent = desk.client.get("/withdrawn", params={"number": "<script>"}).text
    assert "这不表示该证件有效" in absent
    assert "<script>" not in absent


def test_the_list_pages_from_the_latest(desk: Desk) -> None:
    withdraw(desk, 5)
    first = desk.client.get("/withdrawn.json?limit=3").json()
    rest = desk.client.get("/withdrawn.json", params={"limit": 3, "cursor": first["next"]}).json()
    since = [row["since"] for row in first["items"] + rest["items"]]
    assert since == sorted(since, reverse=True)
    assert len(since) == 5
    assert desk.client.get("/withdrawn.json?cursor=x").json()["code"] == "cursor_invalid"
