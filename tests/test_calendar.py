"""Terms of law over two Spring Festivals and two National Days, from a table checked by hand."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from zhifa.calendar import Term, deadline, is_working_day, uncertain, uncertain_ahead

TABLE = json.loads((Path(__file__).parent / "vectors" / "deadlines.json").read_text(encoding="utf-8"))
CASES = TABLE["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['start']}+{case['days']}{case['unit'][0]}")
def test_a_term_ends_on_the_day_that_the_law_says(case: dict[str, Any]) -> None:
    term = Term(case["days"], case["unit"], "行政处罚法第八十五条", case.get("extends", False))
    reckoned = deadline(date.fromisoformat(case["start"]), term)
    assert (reckoned.day.isoformat(), reckoned.uncertain_year) == (case["due"], case["uncertain_year"])
    assert reckoned.term.source == "行政处罚法第八十五条"


def test_the_table_is_as_large_as_promised() -> None:
    assert len(CASES) >= 60
    assert {case["unit"] for case in CASES} == {"working", "calendar"}


def test_weekends_work_where_the_state_council_says_so() -> None:
    assert [is_working_day(date(2026, 2, day)) for day in (13, 14, 15, 24, 28)] == [True, True, False, True, True]


def test_an_unknown_year_knows_weekends_and_says_that_it_is_unknown() -> None:
    assert is_working_day(date(2031, 1, 6))
    assert not is_working_day(date(2031, 1, 4))
    assert uncertain(date(2031, 1, 6))
    assert not uncertain(date(2026, 1, 6))


def test_working_days_left_are_counted_from_tomorrow() -> None:
    ending = deadline(date(2026, 9, 30), Term(7, "working", ""))
    assert [ending.working_days_left(date(2026, 10, day)) for day in (1, 8, 14, 15, 16)] == [7, 6, 1, 0, 0]


def test_the_first_year_ahead_of_which_no_holidays_are_known_is_told() -> None:
    assert uncertain_ahead(date(2026, 9, 1), 100) is None
    assert uncertain_ahead(date(2026, 9, 23), 100) == 2027, "its hundredth day is New Year's Day"
    assert uncertain_ahead(date(2026, 9, 22), 100) is None
