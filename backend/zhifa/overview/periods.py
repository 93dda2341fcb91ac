"""Months, quarters and years of Asia/Shanghai, as law and statistics count them. Pure."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from zhifa.clock import SHANGHAI

Kind = Literal["month", "quarter", "year"]
_WRITTEN = re.compile(r"(20\d\d)(?:-(0[1-9]|1[0-2])|-Q([1-4]))?")
_MONTHS: dict[Kind, int] = {"month": 1, "quarter": 3, "year": 12}


class PeriodUnreadable(ValueError):
    """It is none of ``2026-11``, ``2026-Q4`` and ``2026``."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months from ``first`` (year, month) on."""

    kind: Kind
    first: tuple[int, int]

    @property
    def months(self) -> tuple[str, ...]:
        return tuple("{:04}-{:02}".format(*_later(self.first, number)) for number in range(_MONTHS[self.kind]))

    @property
    def code(self) -> str:
        year, month = self.first
        if self.kind == "month":
            return f"{year:04}-{month:02}"
        return f"{year:04}" if self.kind == "year" else f"{year:04}-Q{(month + 2) // 3}"

    @property
    def name(self) -> str:
        year, month = self.first
        if self.kind == "month":
            return f"{year}年{month}月"
        return f"{year}年" if self.kind == "year" else f"{year}年第{'一二三四'[(month - 1) // 3]}季度"

    @property
    def first_day(self) -> date:
        return date(*self.first, 1)

    @property
    def last_day(self) -> date:
        return date(*_later(self.first, _MONTHS[self.kind]), 1) - timedelta(days=1)

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.first_day, time(), SHANGHAI).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        """The first moment that no longer belongs to it."""
        return datetime.combine(self.last_day + timedelta(days=1), time(), SHANGHAI).astimezone(UTC)

    @property
    def before(self) -> "Period":
        """The period of the same length just before this one 上期."""
        return Period(self.kind, _later(self.first, -_MONTHS[self.kind]))


def parse(text: str) -> Period:
    """The period of this code.

    Raises:
        PeriodUnreadable
    """
    found = _WRITTEN.fullmatch(text)
    if not found:
        raise PeriodUnreadable(text)
    year, month, quarter = found.groups()
    if month:
        return Period("month", (int(year), int(month)))
    return Period("quarter", (int(year), int(quarter) * 3 - 2)) if quarter else Period("year", (int(year), 1))


def is_month(code: str) -> bool:
    """Whether the code of a month or a year is that of a month."""
    return len(code) == len("2026-11")


def year_of(month: str) -> str:
    """The code of the year of a month."""
    return month[:4]


def month_of(moment: datetime) -> str:
    """The month, in Asia/Shanghai, in which a moment lies."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m}"


def _later(month: tuple[int, int], by: int) -> tuple[int, int]:
    number = month[0] * 12 + month[1] - 1 + by
    return number // 12, number % 12 + 1
