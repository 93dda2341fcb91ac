"""Working days and the terms of law reckoned by them.

The State Council announces holidays and make-up working days 调休 year by year: ``chinese_calendar`` knows those
announced when it was published, ``holidays.json`` beside this file those announced since (with their source).
Of a year in neither, only weekends are known: whatever is reckoned through it says so (``uncertain_year``).

The day of the event is not counted (民法典 art. 201). Days are calendar days of Asia/Shanghai.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

import chinese_calendar

Unit = Literal["working", "calendar"]
DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Term:
    """A term 期限 as a law sets it. ``extends``: where its last day is a day of rest, it ends on the next working
    day (民法典 art. 203); a term in working days always ends on one."""

    days: int
    unit: Unit
    source: str
    extends: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a term begun by an event on ``start``. ``uncertain_year``: the first year on the way whose
    holidays are not known, None where all are."""

    day: date
    start: date
    term: Term
    uncertain_year: int | None

    def working_days_left(self, today: date) -> int:
        """Working days from tomorrow to the last day, both counted; 0 on it or after it."""
        return sum(is_working_day(today + n * DAY) for n in range(1, (self.day - today).days + 1))


def is_working_day(day: date) -> bool:
    """Whether offices work that day; of an unknown year, whether it is Monday to Friday."""
    return _judged(day)[0]


def uncertain(day: date) -> bool:
    """Whether the holidays of the day's year are not known."""
    return not _judged(day)[1]


def uncertain_ahead(today: date, days: int) -> int | None:
    """The first year within so many days whose holidays are not known."""
    return next((day.year for day in (today + n * DAY for n in range(days + 1)) if uncertain(day)), None)


def add_working_days(start: date, days: int, source: str = "") -> Deadline:
    """The ``days``-th working day after ``start``: 二日 to 七日 of 行政处罚法 art. 85, ten days and fewer of
    行政强制法 art. 69."""
    day, left, unknown = start, days, None
    while left > 0:
        day += DAY
        works, known = _judged(day)
        left -= works
        unknown = unknown or (None if known else day.year)
    return Deadline(day, start, Term(days, "working", source), unknown)


def add_calendar_days(start: date, days: int, source: str = "", *, extends: bool = True) -> Deadline:
    """The ``days``-th calendar day after ``start``; ``extends``: see :class:`Term`."""
    day, unknown = start + days * DAY, None
    while extends and not is_working_day(day):
        unknown = unknown or (day.year if uncertain(day) else None)
        day += DAY
    if extends and uncertain(day):
        unknown = unknown or day.year
    return Deadline(day, start, Term(days, "calendar", source, extends), unknown)


def deadline(start: date, term: Term) -> Deadline:
    """The term reckoned from the day of its event."""
    if term.unit == "working":
        return add_working_days(start, term.days, term.source)
    return add_calendar_days(start, term.days, term.source, extends=term.extends)


@lru_cache(maxsize=4096)
def _judged(day: date) -> tuple[bool, bool]:
    """(works, known)."""
    ours = _announced().get(day.year)
    if ours is not None:
        return day in ours.workdays or (day.weekday() < SATURDAY and day not in ours.holidays), True
    try:
        return bool(chinese_calendar.is_workday(day)), True
    except NotImplementedError:
        return day.weekday() < SATURDAY, False


@dataclass(frozen=True, slots=True)
class _Year:
    holidays: frozenset[date]
    workdays: frozenset[date]


@cache
def _announced() -> dict[int, _Year]:
    """The years of ``holidays.json``: ``{"2027": {"source", "announced", "holidays": […], "workdays": […]}}``."""
    read = json.loads(resources.files("zhifa").joinpath("holidays.json").read_text(encoding="utf-8"))
    return {int(year): _Year(_days(told["holidays"]), _days(told["workdays"])) for year, told in read["years"].items()}


def _days(said: list[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in said)
