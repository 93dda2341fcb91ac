"""A whole visit as an officer's phone signs it: 25 entries, with as many photographs as are given."""

from typing import Any
from uuid import UUID

from tests.support.city import City, Person
from tests.support.phone import Phone
from zhifa.clock import SHANGHAI
from zhifa.ids import new_id

STROKES = [[10, 20, 0, 30, 42, 16, 55, 40, 33], [60, 20, 120, 62, 48, 140, 80, 52, 160]]


def person_claim(person: Person) -> dict[str, str]:
    return {"officer": str(person.officer), "name": person.name, "certificate": str(person.certificate)}


def opened(city: City, person: Person, **changes: Any) -> dict[str, Any]:
    matter = {
        "id": str(city.matter),
        "code": "SP-CY-001",
        "name": "餐饮服务单位食品安全检查",
        "checklist": str(city.checklist),
        "checklist_version": 1,
    }
    body = {
        "subject": {
            "id": str(city.subject),
            "name": "盐湖区南城张记面馆",
            "uscc": "92140830MA0DEMQ19D",
            "kind": "个体工商户",
            "address": "盐湖区解放南路 12 号",
            "division": "140802001",
        },
        "matters": [matter],
        "source": "plan",
        "officer": person_claim(person),
        "agency": str(person.agency),
    }
    return {**body, **changes}


def attached(phone: Phone, sha256: str, size: int, item: str) -> dict[str, Any]:
    at = phone.moment.astimezone(SHANGHAI).isoformat(timespec="milliseconds")
    return {
        "sha256": sha256,
        "size": size,
        "type": "image/jpeg",
        "shows": "后厨操作间现场照片",
        "item": item,
        "captured_at": at,
        "source": "camera",
    }


def clean_visit(
    city: City,
    phone: Phone,
    lead: str = "li",
    second: str = "wang",
    photos: list[tuple[str, int]] | None = None,
    **changes: Any,
) -> tuple[UUID, list[str]]:
    """Signs a visit from ``opened`` to ``closed``. ``photos``: (sha256 hex, bytes); ``changes``: of what ``opened``
    says. Returns (inspection, entries)."""
    inspection, first, other = new_id(), city[lead], city[second]
    signature = {"strokes": STROKES, "width": 600, "height": 240}
    steps: list[tuple[str, dict[str, Any]]] = [
        ("opened", opened(city, first, **changes)),
        ("joined", {"officer": person_claim(other), "via": "named", "reason": "同事手机无电"}),
        ("presented", {"to": "张三", "method": "screen", "certificates": [first.certificate, other.certificate]}),
        ("notified", {"text_version": "2026-02", "acknowledged": "tick", "recusal": "none"}),
    ]
    steps += [
        ("answered", {"item": item, "matter": str(city.matter), "answer": "fail" if n == 4 else "pass"})
        for n, item in enumerate(city.items)
    ]
    steps += [
        ("attached", attached(phone, sha, size, city.items[n % len(city.items)]))
        for n, (sha, size) in enumerate(photos or [])
    ]
    steps += [("noted", {"text": f"现场情况说明之{n + 1}"}) for n in range(19 - len(steps))]
    steps += [
        ("found", {"title": "从业人员未戴口罩", "items": [city.items[4]], "words": "一名帮厨操作时未佩戴口罩"}),
        ("measured", {"measure": "order_to_correct", "words": "当场改正", "items": [city.items[4]]}),
        ("party_signed", {"name": "张三", "role": "经营者", **signature}),
        ("officer_signed", {"officer": person_claim(first), **signature}),
        ("officer_signed", {"officer": person_claim(other), **signature}),
        ("closed", {"result": "corrected_on_spot", "missing": []}),
    ]
    return inspection, [phone.write(inspection, kind, body) for kind, body in steps]
