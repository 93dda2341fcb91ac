"""Months, quarters and years as Shanghai counts them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from zhifa.overview.figures import hours_of, quantile, standing
from zhifa.overview.periods import PeriodUnreadable, month_of, parse


@pytest.mark.parametrize(
    ("code", "name", "first", "last", "before"),
    [
        ("2026-11", "2026年11月", date(2026, 11, 1), date(2026, 11, 30), "2026-10"),
        ("2026-01", "2026年1月", date(2026, 1, 1), date(2026, 1, 31), "2025-12"),
        ("2028-02", "2028年2月", date(2028, 2, 1), date(2028, 2, 29), "2028-01"),
        ("2026-Q4", "2026年第四季度", date(2026, 10, 1), date(2026, 12, 31), "2026-Q3"),
        ("2026-Q1", "2026年第一季度", date(2026, 1, 1), date(2026, 3, 31), "2025-Q4"),
        ("2026", "2026年", date(2026, 1, 1), date(2026, 12, 31), "2025"),
    ],
)
def test_a_period_has_its_days_and_one_before_it(code: str, name: str, first: date, last: date, before: str) -> None:
    period = parse(code)
    assert (period.code, period.name, period.first_day, period.last_day) == (code, name, first, last)
    assert period.before.code == before
    assert period.before.ends_at == period.starts_at
    assert (period.months[0], period.months[-1]) == (f"{first:%Y-%m}", f"{last:%Y-%m}")


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-00", "2026-Q5", "2026-Q0", "26-11", "1999", "2026-1", "2026-11-01"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(PeriodUnreadable):
        parse(text)


def test_a_month_begins_at_midnight_in_shanghai() -> None:
    """Sixteen hours (UTC) of the last day of October are October; the last eight are November there."""
    november = parse("2026-11")
    assert november.starts_at == datetime(2026, 10, 31, 16, tzinfo=UTC)
    assert month_of(datetime(2026, 10, 31, 15, 59, 59, tzinfo=UTC)) == "2026-10"
    assert month_of(november.starts_at) == "2026-11"
    assert month_of(november.ends_at) == "2026-12"


@pytest.mark.parametrize(
    ("minutes", "hours"),
    [(-5, 1), (0, 1), (60, 1), (61, 2), (48 * 60, 48), (48 * 60 + 1, 54), (240 * 60, 240), (240 * 60 + 1, 264)],
)
def test_hours_are_rounded_up_the_coarser_the_longer(minutes: int, hours: int) -> None:
    assert hours_of(timedelta(minutes=minutes)) == hours


def test_half_and_nine_in_ten_are_found_among_the_hours() -> None:
    figures = {"hours": {"2": 5, "10": 4, "240": 1}}
    assert (quantile(figures, 0.5), quantile(figures, 0.9), quantile(figures, 1.0)) == (2, 10, 240)
    assert quantile({}, 0.5) is None
    assert quantile({"hours": {"7": 1}}, 0.9) == 7


def test_where_a_subject_stands_against_its_cap() -> None:
    assert [standing(paid, 2) for paid in range(5)] == ["below", "near", "reached", "over", "over"]
    assert [standing(paid, 1) for paid in range(3)] == ["below", "reached", "over"]
    assert standing(1, 0) == "over"
