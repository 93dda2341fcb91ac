"""The demo city as data: what it must hold, and that it is the same everywhere."""

import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from typing import Any

import pytest

from zhifa.agencies.models import Agency, AgencyAncestor, AgencyMatter, Division
from zhifa.credentials.models import CardCode, Certificate, CertificateInterval, Issuer, Officer
from zhifa.credentials.training_models import Training
from zhifa.demo.accounts import FIRST, printable
from zhifa.demo.world import digest, world
from zhifa.identity.models import Account, Role
from zhifa.matters.models import Checklist, ChecklistItem, Matter
from zhifa.subjects.models import Subject
from zhifa.subjects.uscc import fault

Row = dict[str, Any]
CITY = world("no password")
TODAY = date(2026, 11, 23)

#: Every trade of a subject should have a matter that is suggested for it.
TRADES = {trade for matter in CITY[Matter] for trade in matter["trades"]}


def by(table: type[Any], key: str) -> dict[Any, Row]:
    return {row[key]: row for row in CITY[table]}


def test_another_process_makes_the_same_city() -> None:
    script = "from zhifa.demo.world import digest, world; print(digest(world('no password')))"
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    made = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert made.stdout.strip() == digest(CITY) == digest(world("no password"))


def test_ids_are_uuids_of_version_7_and_differ() -> None:
    for table in (Agency, Matter, Checklist, Officer, Account, Subject, CertificateInterval, AgencyMatter):
        ids = [row["id"] for row in CITY[table]]
        assert len(set(ids)) == len(ids)
        assert all(i.version == 7 for i in ids)


def test_the_city_has_its_13_counties_and_147_towns() -> None:
    levels = Counter(row["level"] for row in CITY[Division])
    assert levels == {"city": 1, "county": 13, "town": 147}
    names = by(Division, "code")
    assert (names["140830101"]["name"], names["140802001"]["name"]) == ("风陵渡镇", "中城街道")
    assert not [code for code in names if len(code) == 9 and "400" <= code[6:] <= "599"]
    for row in CITY[Division]:
        assert row["code"].startswith({"town": row["code"][:6], "county": "1408", "city": "1408"}[row["level"]])
        assert row["parent_code"] is None or row["parent_code"] in names


def test_there_are_agencies_of_every_kind() -> None:
    assert len(CITY[Agency]) >= 14
    fields = {row["field"] for row in CITY[Agency]}
    assert fields == {matter["field"] for matter in CITY[Matter]} | {"综合", "司法行政"}
    assert len({matter["field"] for matter in CITY[Matter]}) == 8
    own = {(row["ancestor_id"], row["agency_id"]) for row in CITY[AgencyAncestor]}
    for agency in CITY[Agency]:
        assert (agency["id"], agency["id"]) in own
        assert agency["parent_id"] is None or (agency["parent_id"], agency["id"]) in own


def test_two_towns_of_ruicheng_act_by_delegation_and_one_matter_was_taken_back() -> None:
    agencies = by(Agency, "code")
    for code in ("guwei", "fenglingdu"):
        town = agencies[code]
        assert town["division_code"].startswith("140830")
        held = [row for row in CITY[AgencyMatter] if row["agency_id"] == town["id"]]
        assert held
        assert all(row["delegated"] and row["document"] for row in held)
    assert [row for row in CITY[AgencyMatter] if row["valid_to"] and row["valid_to"] < TODAY]


def test_thirty_matters_have_checklists_of_six_to_twenty_items() -> None:
    assert len(CITY[Matter]) == 30
    lengths = Counter(row["checklist_id"] for row in CITY[ChecklistItem])
    assert set(lengths) == {row["id"] for row in CITY[Checklist]}
    assert all(6 <= length <= 20 for length in lengths.values())
    assert {row["matter_id"] for row in CITY[Checklist]} == {row["id"] for row in CITY[Matter]}


def test_every_item_says_what_is_asked_what_is_required_and_by_which_article() -> None:
    for item in CITY[ChecklistItem]:
        assert len(item["text"]) >= 8, item["code"]
        assert len(item["requirement"]) >= 8, item["code"]
        assert re.search(r"第[0-9一二三四五六七八九十百千]+条", item["basis"]), item["code"]
        assert re.fullmatch(r"[A-Z]{2}-[A-Z]{2}-\d{3}-\d{2}", item["code"])


def test_an_item_is_not_asked_twice_within_a_checklist_and_shared_ones_read_alike() -> None:
    per_list = Counter((row["checklist_id"], row["text"]) for row in CITY[ChecklistItem])
    assert max(per_list.values()) == 1
    shared: dict[str, set[tuple[str, str]]] = {}
    for row in CITY[ChecklistItem]:
        if row["merge_key"]:
            shared.setdefault(row["merge_key"], set()).add((row["text"], row["requirement"]))
    assert {"business_licence", "fire_exit"} <= set(shared)
    assert all(len(said) == 1 for said in shared.values())


def test_matters_have_caps_trades_and_a_word_on_how_sure_their_basis_is() -> None:
    for matter in CITY[Matter]:
        assert matter["annual_cap"] >= 1
        assert matter["trades"]
        assert matter["basis_confidence"] in {"high", "medium", "low"}
        assert matter["kind"] == "检查"
    assert {matter["basis_confidence"] for matter in CITY[Matter]} == {"high", "medium", "low"}


@pytest.mark.parametrize(
    "repealed", ["大气污染防治法", "水污染防治法", "噪声污染防治法", "环境影响评价法", "环境保护法"]
)
def test_no_law_that_the_environmental_code_replaced_is_cited(repealed: str) -> None:
    assert not [row for row in (*CITY[Matter], *CITY[ChecklistItem]) if repealed in row["basis"]]


def test_two_thousand_subjects_have_good_codes_and_a_few_bad_ones_with_a_reason() -> None:
    good = [row for row in CITY[Subject] if row["uscc_valid"]]
    bad = [row for row in CITY[Subject] if not row["uscc_valid"]]
    assert len(good) == 2000
    assert 3 <= len(bad) <= 10
    assert all(fault(row["uscc"]) is None and row["uscc_reason"] is None for row in good)
    assert all(fault(row["uscc"]) and row["uscc_reason"] for row in bad)
    assert len({row["uscc"] for row in CITY[Subject]}) == len(CITY[Subject])
    assert {row["uscc"][2:6] for row in CITY[Subject]} == {"1408"}


def test_subjects_lie_near_their_town_and_have_a_matter_for_their_trade() -> None:
    towns = by(Division, "code")
    for row in CITY[Subject]:
        assert towns[row["division_code"]]["level"] == "town"
        assert 34.5 < row["lat"] < 35.9
        assert 110.2 < row["lon"] < 112.1
        assert row["risk"] in "ABCD"
        assert row["trade"] in TRADES
    assert len({row["division_code"] for row in CITY[Subject]}) > 120


def test_officers_hold_certificates_of_every_fate() -> None:
    officers = by(Officer, "id")
    enforcing = {row["officer_id"] for row in CITY[Certificate] if row["kind"] != "assisting"}
    assert len(enforcing) >= 120
    assert {row["kind"] for row in CITY[Certificate]} == {"province", "ministry", "assisting"}
    assert set(officers) == {row["officer_id"] for row in CITY[Certificate]}
    statuses = {row["status"] for row in CITY[CertificateInterval]}
    assert {"valid", "suspended", "withdrawn", "cancelled", "lost"} <= statuses
    assert [row for row in CITY[Certificate] if row["valid_to"] < TODAY]
    assert all(re.fullmatch(r"\d{11}", row["number"]) for row in CITY[Certificate])
    starts = {(row["certificate_number"], row["starts_at"]) for row in CITY[CertificateInterval]}
    ends = {(row["certificate_number"], row["ends_at"]) for row in CITY[CertificateInterval] if row["ends_at"]}
    assert ends <= starts


def test_the_first_accounts_are_one_of_each_and_can_work_for_years() -> None:
    listed = printable()
    assert tuple(row["username"] for row in listed[: len(FIRST)]) == FIRST
    assert [row["role"] for row in listed[: len(FIRST)]] == [
        "officer", "officer", "supervisor", "overseer", "registrar", "administrator", "assistant", "registrar",
    ]  # fmt: skip
    assert len({row["agency"] for row in listed[:3]}) == 1
    accounts, certificates = by(Account, "username"), by(Certificate, "officer_id")
    for username in FIRST[:2]:
        assert certificates[accounts[username]["officer_id"]]["valid_to"] > date(2028, 11, 23)


def test_every_role_has_several_accounts_and_assisting_people_none() -> None:
    roles = Counter(row["role"] for row in CITY[Account])
    assert all(roles[role.value] >= 2 for role in Role)
    assisting = {row["officer_id"] for row in CITY[Certificate] if row["kind"] == "assisting"}
    assert not assisting & {row["officer_id"] for row in CITY[Account]}
    assert len({row["username"] for row in CITY[Account]}) == len(CITY[Account])


def test_every_number_is_as_its_issuer_writes_numbers() -> None:
    issuers = by(Issuer, "name")
    for row in CITY[Certificate]:
        assert re.fullmatch(issuers[row["issuer"]]["number_pattern"], row["number"])


def test_most_officers_are_trained_enough_and_some_fall_short() -> None:
    hours: dict[tuple[Any, int], Counter[str]] = {}
    for row in CITY[Training]:
        hours.setdefault((row["officer_id"], row["held_on"].year), Counter())[row["category"]] += row["hours"]
    short = [who for who, sums in hours.items() if min(sums["public_law"], sums["professional"]) < 30]
    assert 0 < len(short) < len(hours) / 4


def test_each_certificate_has_a_card_code_of_its_own() -> None:
    assert all(re.fullmatch(r"[\w-]{22}", row["code"]) for row in CITY[CardCode])
    assert len({row["code"] for row in CITY[CardCode]}) == len(CITY[Certificate])


def test_everything_that_can_be_is_marked_as_demo() -> None:
    for table in (Agency, Matter, Officer, Certificate, Subject):
        assert all(row["demo"] is True for row in CITY[table])
