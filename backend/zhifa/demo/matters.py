"""The demo city's matters and checklists, read from ``matters/<field>.json``."""

from datetime import date
from functools import cache
from typing import Any

from zhifa.demo.seed import demo_id, read

Row = dict[str, Any]
FILES = ("market", "health", "environment", "emergency", "transport", "labour", "urban", "fire")
KEPT = ("code", "name", "kind", "basis", "basis_confidence", "annual_cap", "trades")


@cache
def _written() -> list[Row]:
    return [
        {**matter, "field": field["field"]}
        for field in (read(f"matters/{name}.json") for name in FILES)
        for matter in field["matters"]
    ]


@cache
def matters() -> tuple[Row, ...]:
    return tuple(
        {
            **{name: matter[name] for name in KEPT},
            "id": demo_id("matter", matter["code"]),
            "field": matter["field"],
            "valid_from": date.fromisoformat(matter["valid_from"]),
            "valid_to": None,
            "demo": True,
        }
        for matter in _written()
    )


@cache
def checklists() -> tuple[Row, ...]:
    return tuple(
        {
            "id": demo_id("checklist", matter["code"]),
            "matter_id": demo_id("matter", matter["code"]),
            "version": 1,
            "published_on": date.fromisoformat(matter["valid_from"]),
        }
        for matter in _written()
    )


@cache
def items() -> tuple[Row, ...]:
    return tuple(
        {
            "checklist_id": demo_id("checklist", matter["code"]),
            "position": position,
            "code": f"{matter['code']}-{position:02}",
            "text": item["text"],
            "requirement": item["requirement"],
            "basis": item["basis"],
            "merge_key": item.get("merge_key"),
        }
        for matter in _written()
        for position, item in enumerate(matter["items"], start=1)
    )
