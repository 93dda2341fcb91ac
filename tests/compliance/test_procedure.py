"""What a phone reads of the law before a visit is closed is what the server reads after it."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.compliance.made import ENTRIES, entry, facts, record
from tests.compliance.procedure_cases import CASES, DAY, FILE, PEOPLE, QUESTIONS
from zhifa.compliance.checking import findings_of
from zhifa.compliance.facts import EntryFacts, FileFacts, OfficerFacts, instant
from zhifa.compliance.procedure import procedure, written
from zhifa.inspections.record import Record

READ = {told["rule"] for told in written()["rules"]}
VECTORS = json.loads(FILE.read_text(encoding="utf-8"))


def spoken(changes: dict[str, Any]) -> list[str]:
    """The rules that speak of a visit with these differences, of those that a phone can read."""
    known = changes.get("people", PEOPLE)
    changed = {name: value for name, value in changes.items() if name != "people"}
    of = record(**changed)
    people = {one.officer: one for one in reversed(of.officers)}.values()
    officers = tuple(
        OfficerFacts(
            one.officer, one.name, one.certificate, "",
            *known.get(one.certificate, (None, "")),
        )
        for one in people
    )  # fmt: skip
    unanswered = tuple(each["label"] for each in QUESTIONS if not {*each["codes"]} & {*of.answers})
    files = tuple(FileFacts(each.jti, each.shows, instant(each), each.source) for each in of.attachments)
    base = facts(changed, officers=officers, files=files, entries=tuple(entries_of(of)))
    told = replace(base, matters=(replace(base.matters[0], unanswered=unanswered),))
    return sorted({each.rule.id for each in findings_of(told)} & READ)


def entries_of(of: Record) -> list[EntryFacts]:
    """The entries by which an inspection is under way, as the record has them."""
    answers = [*of.answers.values(), *(old for each in of.answers.values() for old in each.history)]
    parts = {"answered": answers, "attached": of.attachments, "noted": of.notes, "found": of.findings}
    opened = [each for each in ENTRIES if each.kind in {"opened", "closed"}]
    return opened + [
        replace(entry(kind, 0), at=instant(each), received_at=instant(each) + timedelta(minutes=1))
        for kind, found in parts.items()
        for each in found
    ]


@pytest.mark.parametrize(("rules", "so", "changes"), CASES, ids=[case[1] for case in CASES])
def test_the_rules_say_what_the_case_expects(rules: list[str], so: str, changes: dict[str, Any]) -> None:
    assert spoken(changes) == sorted(rules), so


def test_the_shared_cases_are_these_and_say_the_same() -> None:
    assert VECTORS["day"] == DAY
    assert [each["so"] for each in VECTORS["cases"][: len(CASES)]] == [so for _, so, _ in CASES]
    for each in VECTORS["cases"]:
        assert spoken(each["changes"]) == sorted(each["rules"]), each["so"]


def test_every_rule_of_the_phone_is_among_the_cases_both_alone_and_with_others() -> None:
    assert {rule for rules, _, _ in CASES for rule in rules} == READ
    assert max(len(each["rules"]) for each in VECTORS["cases"]) > 4


def test_the_application_has_what_the_rules_say_now() -> None:
    built = Path(__file__).parents[2] / "pwa" / "shared" / "procedure" / "procedure.json"
    assert json.loads(built.read_text(encoding="utf-8")) == procedure(), "run `make client`"


def test_terms_are_those_of_the_rules_and_years_those_of_the_calendar() -> None:
    told = {each["rule"]: (each["days"], each["unit"], each["extends"]) for each in procedure()["terms"]}
    assert told == {"E06-1": (7, "working", False), "E07-1": (30, "calendar", False), "S02-1": (5, "working", False)}
    years = procedure()["years"]
    assert {"2025", "2026"} <= set(years)
