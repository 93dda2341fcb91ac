"""The demo city's agencies, their hierarchy, and the matters each may act on."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from zhifa.demo.seed import demo_id, read

Row = dict[str, Any]
PHONE = "0359-12345"
TOWN_FIELD = "综合"


def agency_id(code: str) -> UUID:
    return demo_id("agency", code)


def listed() -> list[Row]:
    """As written in the data file: city first, then counties, then towns."""
    agencies: list[Row] = read("agencies.json")["agencies"]
    return agencies


def agencies() -> list[Row]:
    return [
        {
            "id": agency_id(agency["code"]),
            "code": agency["code"],
            "name": agency["name"],
            "field": agency["field"],
            "division_code": agency["division"],
            "parent_id": agency_id(agency["parent"]) if agency["parent"] else None,
            "address": agency["address"],
            "supervision_phone": PHONE,
            "demo": True,
        }
        for agency in listed()
    ]


def ancestors() -> list[Row]:
    """Every agency with itself and all above it."""
    parents = {agency["code"]: agency["parent"] for agency in listed()}

    def above(code: str) -> Iterator[str]:
        step: str | None = code
        while step is not None:
            yield step
            step = parents[step]

    return [
        {"ancestor_id": agency_id(ancestor), "agency_id": agency_id(code)}
        for code in parents
        for ancestor in above(code)
    ]


def agency_matters(matters: Sequence[Row]) -> list[Row]:
    """A bureau holds the matters of its field; a town those delegated to it 赋权, some of them taken back."""
    own = [
        _held(agency["code"], matter["code"], matter["valid_from"], None, "", delegated=False)
        for agency in listed()
        if agency["field"] != TOWN_FIELD
        for matter in matters
        if matter["field"] == agency["field"]
    ]
    delegated = [
        _held(
            act["agency"],
            code,
            date.fromisoformat(act["valid_from"]),
            date.fromisoformat(act["valid_to"]) if act["valid_to"] else None,
            act["document"],
            delegated=True,
        )
        for act in read("agencies.json")["delegations"]
        for code in act["matters"]
    ]
    return own + delegated


def _held(agency: str, matter: str, start: date, end: date | None, document: str, *, delegated: bool) -> Row:
    return {
        "id": demo_id("agency-matter", f"{agency}/{matter}/{start}"),
        "agency_id": agency_id(agency),
        "matter_id": demo_id("matter", matter),
        "delegated": delegated,
        "document": document,
        "valid_from": start,
        "valid_to": end,
    }
