"""One person proposes, another approves: new certificates and the steps of their life."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from tests.support.desk import Desk, day
from zhifa.identity.models import AuditRow


def code(answer: Any) -> str:
    told: str = answer.json()["code"]
    return told


@pytest.fixture
def li(desk: Desk) -> str:
    number = desk.city["li"].certificate
    assert number is not None
    return number


def test_a_new_certificate_is_made_by_one_and_approved_by_another_and_then_handed_out(desk: Desk) -> None:
    proposed = desk.create(matters=[str(desk.city.matter)])
    assert proposed.status_code == 201
    assert desk.client.get("/api/credentials/14080012345", headers=desk.enterer).status_code == 404
    approved = desk.done(proposed)
    assert (approved["state"], approved["entered_by"], approved["decided_by"]) == (
        "approved", "registrar同志", "second同志",
    )  # fmt: skip
    assert desk.status("14080012345") == "pending"
    desk.done(desk.step("14080012345", "valid", day("2026-11-20")))
    shown = desk.get("/api/credentials/14080012345")
    assert shown["row"]["status"] == "valid"
    assert shown["matters"] == [{"id": str(desk.city.matter), "name": "餐饮服务单位食品安全检查"}]
    assert shown["card_code_url"].startswith("http://127.0.0.1:8000/c/")
    assert [row["approved_by"] for row in shown["history"]] == ["second同志", "second同志"]
    assert desk.status("14080012345", "2026-11-19") == "pending"


def test_nobody_approves_their_own_proposal_but_may_take_it_back(desk: Desk, li: str) -> None:
    change = desk.step(li, "suspended", day("2026-11-20")).json()
    assert code(desk.decide(change, own=True)) == "same_person"
    assert desk.status(li) == "valid"
    assert code(desk.decide(change, "reject", own=True)) == "words_required"
    assert desk.decide(change, "reject", "填错了", own=True).json()["state"] == "rejected"
    assert code(desk.decide(change)) == "change_decided"
    assert desk.status(li) == "valid"


def test_a_later_withdrawal_leaves_the_earlier_visit_lawful_and_the_reverse(desk: Desk, li: str) -> None:
    desk.done(desk.step(li, "withdrawn", day("2026-11-10")))
    assert desk.status(li, "2026-11-09") == "valid"
    assert desk.status(li) == "withdrawn"
    desk.done(desk.step(li, "valid", day("2026-11-10")))
    assert desk.status(li) == "valid"
    history = desk.get(f"/api/credentials/{li}")["history"]
    assert [row["status"] for row in history] == ["valid", "withdrawn", "valid"], "nothing is rubbed out"


def test_a_correction_recorded_late_takes_effect_early(desk: Desk, li: str) -> None:
    desk.done(desk.step(li, "suspended", day("2026-06-01")))
    desk.done(desk.step(li, "withdrawn", day("2026-05-01")))
    assert [desk.status(li, on) for on in ("2026-04-30", "2026-05-01", "2026-06-15")] == [
        "valid", "withdrawn", "withdrawn",
    ]  # fmt: skip


def test_a_suspension_may_end_by_itself(desk: Desk, li: str) -> None:
    desk.done(desk.step(li, "suspended", day("2026-11-01"), ends_at=day("2026-11-16").isoformat()))
    assert [desk.status(li, on) for on in ("2026-10-31", "2026-11-15", "2026-11-16")] == [
        "valid", "suspended", "valid",
    ]  # fmt: skip
    row = desk.get(f"/api/credentials/{li}")["row"]
    assert row["status_since"] == "2026-11-16"


@pytest.mark.parametrize(
    ("status", "more", "told"),
    [
        ("suspended", {"document": " "}, "document_required"),
        ("withdrawn", {"ends_at": "2027-01-01T00:00:00+08:00"}, "end_not_allowed"),
        ("suspended", {"ends_at": "2026-11-01T00:00:00+08:00"}, "end_not_allowed"),
        ("valid", {}, "step_not_allowed"),
        ("expired", {}, "step_not_allowed"),
        ("cancelled", {"starts_at": "2029-01-01T00:00:00+08:00"}, "too_far_ahead"),
        ("cancelled", {"reason": ""}, "request_invalid"),
        ("cancelled", {"starts_at": "2026-11-20T00:00:00"}, "request_invalid"),
    ],
)
def test_a_step_that_does_not_fit_is_refused(desk: Desk, li: str, status: str, more: Any, told: str) -> None:
    body = {"status": status, "starts_at": "2026-11-20T00:00:00+08:00", "reason": "测试", "document": "测字1号"}
    answer = desk.client.post(f"/api/credentials/{li}/status", json=body | more, headers=desk.enterer)
    assert answer.status_code in {400, 409}
    assert code(answer) == told


def test_of_two_steps_from_the_same_place_the_second_is_told_that_the_place_has_changed(desk: Desk, li: str) -> None:
    first, second = (desk.step(li, status, day("2026-11-20")) for status in ("cancelled", "voided"))
    desk.done(first)
    refused = desk.decide(second.json())
    assert (refused.status_code, code(refused)) == (409, "step_not_allowed")
    waiting = desk.get("/api/credential-changes", state="proposed")["items"]
    assert [change["id"] for change in waiting] == [second.json()["id"]], "it stays to be rejected"


def test_two_approvals_at_once_are_one(desk: Desk, li: str) -> None:
    change = desk.step(li, "lost", day("2026-11-20")).json()
    with ThreadPoolExecutor(2) as pool:
        codes = sorted(answer.status_code for answer in pool.map(lambda _: desk.decide(change), range(2)))
    assert codes == [200, 409]
    assert len(desk.get(f"/api/credentials/{li}")["history"]) == 2


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"number": "9908001234"}, "number_invalid"),
        ({"issuer": "某省"}, "issuer_unknown"),
        ({"agency_id": "0197bd3e-0000-7000-8000-000000000000"}, "agency_unknown"),
        ({"officer_id": "0197bd3e-0000-7000-8000-000000000000"}, "officer_unknown"),
        ({"matters": ["0197bd3e-0000-7000-8000-000000000000"]}, "matters_unknown"),
        ({"valid_to": "2020-01-01"}, "dates_reversed"),
        ({"kind": "town"}, "request_invalid"),
        ({"officer_name": "  "}, "request_invalid"),
    ],
)
def test_a_credential_that_cannot_be_is_refused(desk: Desk, changes: Any, told: str) -> None:
    answer = desk.create(**changes)
    assert answer.status_code == 400
    assert code(answer) == told


def test_a_number_is_taken_once_however_it_is_written(desk: Desk) -> None:
    first = desk.create(number="04080012345")
    assert first.json()["number"] == "04080012345", "the zero in front counts"
    assert code(desk.create(number="04080012345")) == "number_taken"
    desk.done(first)
    assert code(desk.create(number="\uff10\uff14\uff10\uff18 0012345")) == "number_taken"


def test_a_registrar_of_another_county_neither_sees_nor_decides(desk: Desk, li: str) -> None:
    change = desk.step(li, "lost", day("2026-11-20")).json()
    elsewhere = desk.city.headers("registrar_ruicheng")
    decision = {"decision": "approve"}
    answer = desk.client.post(f"/api/credential-changes/{change['id']}/decision", json=decision, headers=elsewhere)
    assert (answer.status_code, code(answer)) == (404, "change_not_found")
    assert desk.get("/api/credential-changes", "registrar_ruicheng")["items"] == []
    assert code(desk.client.get(f"/api/credentials/{li}", headers=elsewhere)) == "certificate_not_found"
    assert [item["id"] for item in desk.get("/api/credential-changes", "supervisor")["items"]] == [change["id"]]


def test_what_was_done_is_audited_in_both_names(desk: Desk, li: str) -> None:
    desk.done(desk.step(li, "lost", day("2026-11-20")))
    with desk.city.parts.db.read() as session:
        rows = session.exec(select(AuditRow).where(AuditRow.action.startswith("credential_")).order_by(AuditRow.at))
        told = [(row.action, row.account_id) for row in rows]
    assert told == [
        ("credential_propose", desk.city["registrar"].account),
        ("credential_approve", desk.city["second"].account),
    ]


def test_a_new_card_code_ends_the_one_before_and_only_registrars_see_it(desk: Desk, li: str) -> None:
    path = f"/api/credentials/{li}/card-code"
    first, second = (desk.client.post(path, json={"reason": "重印"}, headers=desk.enterer).json() for _ in range(2))
    assert first != second
    assert desk.get(f"/api/credentials/{li}")["card_code_url"] == second["card_code_url"]
    assert desk.get(f"/api/credentials/{li}", "supervisor")["card_code_url"] is None
    assert desk.get(f"/api/credentials/{li}", "supervisor")["steps"] == []


def test_a_step_may_be_entered_for_a_day_to_come(desk: Desk, li: str) -> None:
    tomorrow = desk.city.parts.clock() + timedelta(days=1)
    desk.done(desk.step(li, "cancelled", tomorrow))
    assert desk.status(li) == "valid"
    assert desk.status(li, tomorrow.isoformat()) == "cancelled"
