"""Which figure holds for an agency on a day: what was published for it, else for its division, else the default."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources
from typing import Any
from uuid import UUID

from zhifa.agencies.divisions import prefix_of
from zhifa.compliance.facts import Limit

#: A cap of visits a year: no default, it holds where it was published (a matter may carry its own).
CAP = "annual_cap"


@cache
def defaults() -> Mapping[str, Mapping[str, Any]]:
    """``thresholds.json`` by code."""
    read = json.loads(resources.files("zhifa.compliance").joinpath("thresholds.json").read_text(encoding="utf-8"))
    found: Mapping[str, Mapping[str, Any]] = read["thresholds"]
    return found


@cache
def default_limits() -> Mapping[str, Limit]:
    return {code: Limit(told["value"], told["source"]) for code, told in defaults().items()}


def limits(published: Sequence[Any], agency: UUID | None, division: str, day: date) -> Mapping[str, Limit]:
    """Every threshold in force for an agency of that division on that day; None: what holds for the division itself,
    whatever agencies in it have set for themselves."""
    found = dict(default_limits())
    for row in sorted(_holding(published, agency, division, day), key=_weight):
        if row.matter_id is None and row.code != CAP:
            found[row.code] = Limit(row.value, row.source)
    return found


def caps(published: Sequence[Any], agency: UUID, division: str, day: date) -> Mapping[str | None, int]:
    """Caps of visits a year by matter; under None, the one for all matters."""
    found: dict[str | None, int] = {}
    for row in sorted(_holding(published, agency, division, day), key=_weight):
        if row.code == CAP:
            found[str(row.matter_id) if row.matter_id else None] = row.value
    return found


def _holding(published: Sequence[Any], agency: UUID | None, division: str, day: date) -> list[Any]:
    return [
        row
        for row in published
        if row.valid_from <= day
        and (row.valid_to is None or day <= row.valid_to)
        and (row.agency_id == agency if row.agency_id else _within(division, row.division_code))
    ]


def _within(division: str, publisher: str | None) -> bool:
    return publisher is None or division.startswith(prefix_of(publisher))


def _weight(row: Any) -> tuple[bool, int, date, Any]:
    """What is nearer to the agency outweighs, then what is later."""
    return row.agency_id is not None, len(prefix_of(row.division_code or "")), row.valid_from, row.set_at
