"""``zhifa compliance procedure``: the rules that can be read before a visit is closed, as the phone takes them.

``procedure.json`` says how the phone tells of a rule and how the record shows it; number, weight, title and law are
those of the rule itself, days of terms those of ``rules/deadlines.py``, holidays those of ``calendar.py``. What is
printed here is built into the application (``make client``), so that a phone without signal has it.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any

from zhifa.calendar import DAY, SATURDAY, is_working_day, uncertain
from zhifa.clock import SHANGHAI
from zhifa.compliance.facts import Facts
from zhifa.compliance.model import Rule
from zhifa.compliance.rules import RULES
from zhifa.compliance.rules.deadlines import Running, filed, preserved, sealed
from zhifa.compliance.thresholds import default_limits
from zhifa.inspections.record import Measure, Record

#: What reckons the term of each measure; the rules themselves do.
RECKONED = {"E06-1": preserved, "E07-1": sealed, "S02-1": filed}

#: A working day of a year whose holidays are known, on which a term is begun to be read.
SOME_TIME = datetime(2025, 6, 16, 10, tzinfo=SHANGHAI)


@cache
def written() -> dict[str, Any]:
    """``procedure.json``."""
    text = resources.files("zhifa.compliance").joinpath("procedure.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def procedure() -> dict[str, Any]:
    """Everything that the phone's procedure rests on, as JSON."""
    told = written()
    return {
        "steps": told["steps"],
        "rules": [_rule(each) for each in told["rules"]],
        "terms": [_term(each) for each in told["terms"]],
        "repeat_days": default_limits()["repeat_days"].value,
        "years": _years(),
    }


def _rule(told: dict[str, Any]) -> dict[str, Any]:
    rule = RULES[told["rule"]]
    first = rule.sources[0]
    return {
        **told,
        "title": rule.title,
        "severity": rule.severity.value,
        "basis": rule.citation,
        "confidence": rule.confidence,
        "from": first.valid_from and first.valid_from.isoformat(),
        "to": first.valid_to and first.valid_to.isoformat(),
    }


def _term(told: dict[str, Any]) -> dict[str, Any]:
    rule = RULES[told["rule"]]
    running = _running(rule, told["measures"][0])
    term = running.ending.term
    return {
        **told,
        "what": running.what,
        "days": term.days,
        "unit": term.unit,
        "extends": term.extends,
        "basis": rule.citation,
        "source": term.source,
        "confidence": rule.sources[-1].confidence,
    }


def _running(rule: Rule, measure: str) -> Running:
    """The term that this measure sets running, as the rule reckons it."""
    taken: Any = Measure(measure=measure, words="", at=SOME_TIME.isoformat(), jti="", late=False)  # type: ignore[arg-type]
    facts = Facts(
        inspection="",
        record=Record(id="", measures=[taken]),
        opened_at=SOME_TIME,
        now=SOME_TIME,
        agency="",
        agency_name="",
        limits=default_limits(),
    )
    running = RECKONED[rule.id](facts)
    if running is None:
        raise LookupError(f"{rule.id} reckons no term of {measure}")
    return running


def _years() -> dict[str, dict[str, list[str]]]:
    """By year: weekdays that are days of rest, and weekends that are worked; only years whose holidays are known."""
    return {str(year): _year(year) for year in range(2025, 2100) if not uncertain(date(year, 1, 1))}


def _year(year: int) -> dict[str, list[str]]:
    days = list(_days_of(year))
    weekday = {day: day.weekday() < SATURDAY for day in days}
    return {
        "holidays": [day.isoformat() for day in days if weekday[day] and not is_working_day(day)],
        "workdays": [day.isoformat() for day in days if not weekday[day] and is_working_day(day)],
    }


def _days_of(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    yield from (first + number * DAY for number in range((date(year + 1, 1, 1) - first).days))
