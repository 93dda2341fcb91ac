"""Division codes 行政区划代码 as ranges, so that "in this division" is one index range in SQL."""

from typing import Any

import sqlalchemy as sa

CITY_SUFFIX = "00"


def prefix_of(code: str) -> str:
    """What the codes of a division and all beneath it begin with: 140800 → 1408, 140802 and 140802001 as they are."""
    return code[:4] if len(code) == 6 and code.endswith(CITY_SUFFIX) else code


def code_range(code: str) -> tuple[str, str]:
    """Half-open ``[start, end)`` of the codes within the division."""
    start = prefix_of(code)
    return start, start[:-1] + chr(ord(start[-1]) + 1)


def within(column: Any, code: str) -> sa.ColumnElement[bool]:
    """The column's division is the given one or lies in it."""
    start, end = code_range(code)
    return sa.and_(column >= start, column < end)
