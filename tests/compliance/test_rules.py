"""Each rule with facts that it must see, facts that it must not, and the facts on the line between."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.compliance.cases import CASES
from tests.compliance.made import (
    day,
    facts,
    file,
    limited,
    matters,
    measure,
    visit,
)  # fmt: skip
from zhifa.compliance.checking import findings_of
from zhifa.compliance.facts import Facts
from zhifa.compliance.manual import markdown
from zhifa.compliance.model import Finding
from zhifa.compliance.rules import RULES, STAGES
from zhifa.compliance.sources import sources


def seen(rule: str, of: Facts) -> Finding | None:
    return RULES[rule].apply(of)


@pytest.mark.parametrize(("rule", "wanted", "so", "of"), CASES, ids=[f"{c[0]} {c[2]}" for c in CASES])
def test_a_rule_sees_what_it_must_and_nothing_else(rule: str, wanted: bool, so: str, of: Facts) -> None:
    assert (seen(rule, of) is not None) is wanted


def test_every_rule_is_tried_both_ways() -> None:
    assert {(rule, wanted) for rule, wanted, _, _ in CASES} == {
        (rule, wanted) for rule in RULES for wanted in (True, False)
    }


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_cites_its_law_and_says_a_sentence(rule: Any) -> None:
    assert rule.sources
    assert all(each == sources()[each.key] and each.law for each in rule.sources)
    for identifier, wanted, _, of in CASES:
        if identifier == rule.id and wanted:
            found = rule.apply(of)
            assert found.seen.trace.endswith("。")
            assert re.search("[一-鿿]", found.seen.trace)
            assert "UNSET" not in found.seen.trace
            assert "None" not in found.seen.trace


def test_the_faultless_visit_shows_nothing() -> None:
    assert [(each.rule.id, each.seen.trace) for each in findings_of(facts())] == []


def test_a_withdrawn_visit_is_not_judged() -> None:
    assert findings_of(facts({"state": "withdrawn", "party": None}, officers=())) == []


def test_a_visit_under_way_is_judged_only_by_what_cannot_come_later() -> None:
    under_way = facts({"state": "open", "closed_at": None, "party": None, "notified": []}, closed_at=None)
    assert findings_of(under_way) == []
    assert [each.rule.id for each in findings_of(facts({"state": "open"}, closed_at=None, held=2))] == ["C21-1"]


def test_numbers_are_those_that_the_record_names() -> None:
    assert len(RULES) == sum(len(rules) for rules in STAGES.values())
    third = seen("P06-1", facts({"repeat_reason": "复查"}, visits=(visit(100), visit(200))))
    assert third is not None
    assert third.seen.facts == {"number": 3, "cap": 2}
    assert "第 3 次" in third.seen.trace


def test_a_term_grows_graver_with_the_days_and_names_an_unknown_year() -> None:
    kept = {"measures": [measure("register_preserve")]}
    grades = {now: seen("E06-1", facts(kept, now=day(now))) for now in ("2026-12-02", "2026-12-03")}
    assert [found and found.severity.value for found in grades.values()] == ["info", "block"]
    opened = day("2026-12-28")
    far = facts(opened_at=opened, closed_at=opened, matters=matters(food=True), now=day("2027-02-20"))
    published = seen("P12-1", far)
    assert published is not None
    assert "2027 年放假安排未知" in published.seen.trace


def test_a_published_threshold_moves_the_line() -> None:
    assert seen("E02-2", facts(files=file(distance=600.0), limits=limited(far_m=500))) is not None
    assert seen("E02-2", facts(files=file(distance=1400.0), limits=limited(far_m=2000))) is None


def test_the_page_of_the_manual_is_what_the_rules_say() -> None:
    page = (Path(__file__).parents[2] / "docs" / "合规规则.md").read_text(encoding="utf-8")
    assert page == markdown(), "run `zhifa compliance rules --markdown > docs/合规规则.md`"
