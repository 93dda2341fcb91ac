"""Days as text, YYYY-MM-DD, which also sorts them; the phone reckons with the same (``days.ts``)."""

import re
from calendar import monthrange
from datetime import date

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day(value: str | None) -> str | None:
    """The value if it is a day that there is, else None."""
    if value is None or not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return None


def months_before(value: str, months: int) -> str:
    """So many calendar months earlier; where that month is shorter, its last day."""
    year, month, number = (int(part) for part in value.split("-"))
    years, zero_based = divmod(year * 12 + month - 1 - months, 12)
    return f"{years:04}-{zero_based + 1:02}-{min(number, monthrange(years, zero_based + 1)[1]):02}"
