"""Each state of a code, a phone and a certificate, and the answer to it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.conftest import TestClock
from tests.support.city import City
from tests.support.phone import Phone
from tests.support.visits import clean_visit
from tests.verification.presenting import (
    CARD,
    CITIZEN,
    OTHER_CARD,
    PASSER_BY,
    ask,
    change,
    presented,
    print_card,
    record,
    revoke,
)
from zhifa.identity.models import Account
from zhifa.ids import new_id
from zhifa.verification.schemas import Reason
from zhifa.verification.words import VALID_WITHOUT_FACE, WORDS

Client = TestClient[Litestar]
Make = Callable[[City, Phone], str]


def fresh(city: City, phone: Phone, name: str = "li", **more: Any) -> str:
    return presented(phone, str(city[name].certificate), city.parts.clock(), **more)


def after(status: str) -> Make:
    def make(city: City, phone: Phone) -> str:
        record(city, "li", status)
        return fresh(city, phone)

    return make


def dated(**values: Any) -> Make:
    def make(city: City, phone: Phone) -> str:
        change(city, "li", **values)
        return fresh(city, phone)

    return make


def aged(seconds: float) -> Make:
    return lambda city, phone: presented(
        phone, str(city["li"].certificate), city.parts.clock() - timedelta(seconds=seconds)
    )


def tampered(city: City, phone: Phone) -> str:
    head, _, signature = fresh(city, phone).split(".")
    return f"{head}.{fresh(city, phone, 'wang').split('.')[1]}.{signature}"


def by_another_key(city: City, phone: Phone) -> str:
    stranger = Phone(device=phone.device)
    code = fresh(city, stranger)
    return f"{fresh(city, phone).split('.')[0]}.{code.split('.', 1)[1]}"


def after_revocation(city: City, phone: Phone) -> str:
    code = fresh(city, phone)
    revoke(city, phone)
    return code


def of_a_disabled_account(city: City, phone: Phone) -> str:
    with city.parts.db.write() as session:
        account = session.get(Account, city["li"].account)
        assert account is not None
        account.active = False
    return fresh(city, phone)


STATES: dict[str, tuple[Make, str, Reason | None]] = {
    "valid": (fresh, "valid", None),
    "almost stale": (aged(90), "valid", None),
    "stale": (aged(91), "invalid", "stale"),
    "a phone a little ahead": (aged(-30), "valid", None),
    "future-dated": (aged(-31), "invalid", "stale"),
    "not yet": (dated(valid_from=date(2026, 11, 24)), "invalid", "not_yet_valid"),
    "last day": (dated(valid_to=date(2026, 11, 23)), "valid", None),
    "expired": (dated(valid_to=date(2026, 11, 22)), "invalid", "expired"),
    "suspended": (after("suspended"), "invalid", "suspended"),
    "withdrawn": (after("withdrawn"), "invalid", "withdrawn"),
    "lost": (after("lost"), "invalid", "lost"),
    "cancelled": (after("cancelled"), "invalid", "cancelled"),
    "voided": (after("voided"), "invalid", "voided"),
    "assisting staff": (dated(kind="assisting"), "invalid", "assisting"),
    "assisting and withdrawn says withdrawn": (
        lambda city, phone: dated(kind="assisting")(city, phone) and after("withdrawn")(city, phone),
        "invalid",
        "withdrawn",
    ),
    "tampered": (tampered, "invalid", "forged"),
    "wrong key": (by_another_key, "invalid", "forged"),
    "a colleague's certificate": (lambda city, phone: fresh(city, phone, "wang"), "invalid", "forged"),
    "an unregistered phone": (lambda city, phone: fresh(city, Phone()), "invalid", "unknown"),
    "a number nobody has": (
        lambda city, phone: presented(phone, "99999999999", city.parts.clock()),
        "invalid",
        "unknown",
    ),
    "a number that no database takes": (
        lambda city, phone: presented(phone, "1408\x00", city.parts.clock()),
        "invalid",
        "unknown",
    ),
    "revoked device": (after_revocation, "invalid", "device_revoked"),
    "disabled account": (of_a_disabled_account, "invalid", "device_revoked"),
    "no code at all": (lambda city, phone: "https://example.com/", "invalid", "unknown"),
    "a card": (lambda city, phone: print_card(city, "li"), "valid", None),
    "a card's address": (lambda city, phone: f"http://x.example/c/{print_card(city, 'li')}", "valid", None),
    "a card nobody printed": (lambda city, phone: OTHER_CARD, "invalid", "unknown"),
    "a card reissued": (lambda city, phone: print_card(city, "li", ended=True), "invalid", "card_replaced"),
}


@pytest.mark.parametrize("name", STATES)
def test_each_state_has_its_answer(client: Client, city: City, name: str) -> None:
    """To a program and on the page alike."""
    make, answer, reason = STATES[name]
    code = make(city, Phone().register(city, "li"))
    told = ask(client, code)
    assert (told["answer"], told["reason"]) == (answer, reason)
    assert (told["credential"] is None) == (reason in {"unknown", "forged"})
    page = client.get(f"/v/{code.rpartition('/')[2] or 'nothing'}", headers=CITIZEN).text
    said = VALID_WITHOUT_FACE if reason is None else WORDS[reason]
    assert f"<h1>{said.band}</h1>" in page
    assert said.meaning in page
    assert said.advice in page


def test_what_is_shown_is_what_the_law_makes_public(client: Client, city: City, clock: TestClock) -> None:
    told = ask(client, fresh(city, Phone().register(city, "li")))
    assert told["as_of"] == told["presented_at"] == "2026-11-23T02:00:00Z"
    assert told["credential"] == {
        "number": city["li"].certificate,
        "name": "li同志",
        "agency_id": str(city.yanhu),
        "agency_name": "盐湖区市场监督管理局",
        "kind": "province",
        "category": "行政检查 行政处罚",
        "area": "盐湖区",
        "valid_from": "2025-01-01",
        "valid_to": "2029-12-31",
        "portrait": None,
    }


def test_both_statuses_are_said_where_they_differ(client: Client, city: City, clock: TestClock) -> None:
    code = fresh(city, Phone().register(city, "li"))
    clock.forward(seconds=20)
    record(city, "li", "suspended", since=timedelta(seconds=-5))
    told = ask(client, code)
    assert (told["reason"], told["status_presented"], told["status_now"]) == ("suspended", "valid", "suspended")
    page = client.get(f"/v/{code}").text
    assert "出示时证件状态为“有效”,查询时为“暂扣”" in page


def test_a_second_viewer_is_told_and_the_first_may_look_again(client: Client, city: City, clock: TestClock) -> None:
    code = fresh(city, Phone().register(city, "li"))
    assert ask(client, code, CITIZEN)["answer"] == "valid"
    clock.forward(seconds=10)
    assert ask(client, code, CITIZEN)["answer"] == "valid"
    told = ask(client, code, PASSER_BY)
    assert (told["answer"], told["reason"]) == ("unverifiable", "reused")
    assert ask(client, code, CITIZEN)["answer"] == "valid"


def test_a_card_may_be_seen_by_everybody(client: Client, city: City) -> None:
    print_card(city, "li")
    assert ask(client, CARD, CITIZEN)["answer"] == ask(client, CARD, PASSER_BY)["answer"] == "valid"


def test_a_code_names_its_visit_once_the_server_knows_it(client: Client, city: City, clock: TestClock) -> None:
    phone = Phone().register(city, "li")
    visit, entries = clean_visit(city, phone)
    code = fresh(city, phone, visit=visit)
    assert ask(client, code)["visit"] is None
    client.post(
        "/api/sync/entries",
        json={"sent_at": clock().isoformat(), "entries": entries},
        headers=city.headers("li", device=phone.device),
    )
    told = ask(client, code)["visit"]
    assert (told["id"], told["agency_name"], told["takes_part"]) == (str(visit), "盐湖区市场监督管理局", True)
    assert told["closed_at"] is not None
    assert "该检查已于" in client.get(f"/v/{code}").text


def test_somebody_elses_visit_is_said_to_be(client: Client, city: City, clock: TestClock) -> None:
    phone, other = Phone().register(city, "li"), Phone().register(city, "zhao")
    visit, entries = clean_visit(city, phone)
    client.post(
        "/api/sync/entries",
        json={"sent_at": clock().isoformat(), "entries": entries},
        headers=city.headers("li", device=phone.device),
    )
    code = fresh(city, other, "zhao", visit=visit)
    assert ask(client, code)["visit"]["takes_part"] is False
    assert "不在该检查的执法人员之中" in client.get(f"/v/{code}").text


def test_a_field_entry_is_no_presentation_code(client: Client, city: City) -> None:
    phone = Phone().register(city, "li")
    _, entries = clean_visit(city, phone)
    assert "查无此码" in client.get(f"/v/{entries[0]}").text
    assert ask(client, fresh(city, phone, typ="field-entry+jwt"))["reason"] == "unknown"


def test_a_presentation_code_is_no_field_entry(client: Client, city: City, clock: TestClock) -> None:
    phone = Phone().register(city, "li")
    body = {"sent_at": clock().isoformat(), "entries": [fresh(city, phone)]}
    answer = client.post("/api/sync/entries", json=body, headers=city.headers("li", device=phone.device))
    assert [one["outcome"] for one in answer.json()["outcomes"]] == ["rejected"]


def test_a_code_fits_a_version_12_code(city: City) -> None:
    """280 bytes with the longest address and number that are promised, QR version 12, level M."""
    code = fresh(city, Phone(), visit=new_id())
    assert len(f"https://zhifa.yuncheng.gov.cn/v/{code}") <= 280
