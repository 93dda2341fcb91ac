"""Who issues certificates, in which format, and from when to when: changed at the desk, tried before it is saved."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import select

from tests.support.city import City
from tests.support.desk import ISSUER, Desk, line, staff, table
from zhifa.app import Parts
from zhifa.credentials.models import Issuer
from zhifa.credentials.number_patterns import PatternInvalid, PatternTooOpen, normal_pattern
from zhifa.credentials.numbers import fits
from zhifa.identity.models import AuditRow

Client = TestClient[Litestar]
FIRE = {
    "name": "国家消防救援局",
    "kind": "ministry",
    "number_pattern": r"119[A-Z]\d{6}",
    "number_rule": "119、一位大写字母和 6 位数字",
    "samples": ["119A000001"],
}


@pytest.fixture
def desk(client: Client, city: City) -> Desk:
    return Desk(client, staff(city))


def add(desk: Desk, who: str = "registrar", **changes: Any) -> Any:
    return desk.client.post("/api/issuers", json={**FIRE, **changes}, headers=desk.city.headers(who))


def change(desk: Desk, name: str = ISSUER, **terms: Any) -> Any:
    wanted = {"number_pattern": r"[01]408\d{7}", "number_rule": "11 位", "samples": ["04080000001"], **terms}
    return desk.client.put(f"/api/issuers/{name}", json=wanted, headers=desk.city.headers("administrator"))


def test_an_issuer_is_added_and_its_certificates_can_be_entered(desk: Desk, parts: Parts) -> None:
    answer = add(desk)
    assert answer.status_code == 201, answer.text
    assert [row["name"] for row in desk.get("/api/issuers")] == [FIRE["name"], ISSUER]
    assert desk.create(number="119B000002", issuer=FIRE["name"], kind="ministry").status_code == 201
    with parts.db.read() as session:
        (row,) = session.exec(select(AuditRow).where(AuditRow.action == "issuer_add"))
    assert (row.target_id, row.detail["after"]["pattern"]) == (FIRE["name"], FIRE["number_pattern"])


def test_an_issuer_is_not_added_twice(desk: Desk) -> None:
    assert add(desk, name=ISSUER).json()["code"] == "issuer_taken"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"samples": ["119A000001", "118A000001"]}, "sample_does_not_fit"),
        ({"samples": []}, "request_invalid"),
        ({"number_rule": " "}, "request_invalid"),
        ({"number_pattern": r"(\d+)+"}, "number_pattern_invalid"),
        ({"number_pattern": "(1|1)" * 20}, "number_pattern_too_open"),
        ({"valid_from": "2026-01-01", "valid_to": "2025-12-31"}, "issuer_term_reversed"),
    ],
)
def test_what_is_wrong_changes_nothing(desk: Desk, parts: Parts, wrong: dict[str, Any], code: str) -> None:
    for answer in (add(desk, **wrong), change(desk, **{"number_pattern": FIRE["number_pattern"], **wrong})):
        assert (answer.status_code, answer.json()["code"]) in {(400, code), (400, "sample_does_not_fit")}
    with parts.db.read() as session:
        (issuer,) = session.exec(select(Issuer))
        assert issuer.number_pattern == r"[01]408\d{7}"
        assert session.exec(select(AuditRow).where(AuditRow.action == "issuer_change")).all() == []


def test_a_changed_format_counts_from_now_on_and_leaves_what_is_registered(desk: Desk, city: City) -> None:
    assert change(desk, number_pattern=r"9408\d{7}", samples=["94080000001"]).status_code == 200
    assert desk.create(number="14080012345").json()["code"] == "number_invalid"
    assert desk.create(number="94080012345").status_code == 201
    assert desk.status(str(city["li"].certificate)) == "valid"


def test_nobody_issues_before_or_after_the_term(desk: Desk) -> None:
    assert change(desk, valid_from="2020-01-01", valid_to="2025-12-31").status_code == 200
    assert desk.create(valid_from="2026-11-01").json()["code"] == "issuer_not_issuing"
    report = desk.send(table(line("14080000009", "新人", **{"from": "2026-01-01", "to": "2030-12-31"})))
    assert [error["code"] for error in report["errors"]] == ["issuer_not_issuing"]
    assert desk.create(valid_from="2025-12-31").status_code == 201


def test_a_format_is_tried_on_samples_and_on_what_is_registered(desk: Desk) -> None:
    body = {"name": ISSUER, "number_pattern": "0408\\d{7}", "samples": ["04081234567", "1408"]}
    tried = desk.client.post("/api/issuers/trial", json=body, headers=desk.enterer).json()
    assert [sample["fits"] for sample in tried["samples"]] == [True, False]
    assert (tried["registered"], tried["unfit"]) == (3, 0)
    stricter = {**body, "number_pattern": r"9408\d{7}"}
    tried = desk.client.post("/api/issuers/trial", json=stricter, headers=desk.enterer).json()
    assert (tried["unfit"], len(tried["unfit_numbers"])) == (3, 3)


def test_an_unknown_issuer_is_not_found(desk: Desk) -> None:
    assert change(desk, "没有这一家").json()["code"] == "issuer_not_found"


@pytest.mark.parametrize(
    "text", ["", "1*", "1+", ".", "((1|2)|3)", r"\w", "(1)", "[9-0]", "1{8,6}", "1{41}", "a|", "^1$"]
)
def test_only_what_is_plain_is_a_format(text: str) -> None:
    with pytest.raises(PatternInvalid):
        normal_pattern(text)


@given(st.text(st.sampled_from("12ab-[]\\d{}?()|,30"), max_size=40), st.text(st.sampled_from("123ab-0"), max_size=40))
def test_every_format_that_is_let_through_comes_to_an_answer(pattern: str, number: str) -> None:
    """In a thousand steps for each character at the most; one that did not would hang here."""
    try:
        issuer = Issuer(name="", number_pattern=normal_pattern(pattern), number_rule="", kind="province")
    except (PatternInvalid, PatternTooOpen):
        return
    assert fits(number, issuer) in {True, False}
