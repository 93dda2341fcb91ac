"""Bodies of entries as a phone writes them, for tests that speak of visits."""

from typing import Any
from uuid import UUID

from tests.support.city import City

REVIEW = "01a20904-7b1a-7c3e-9d52-2f6f0c1b7a99"
STROKES = [[12, 40, 0, 18, 44, 16, 25, 43, 33]]
Body = dict[str, Any]


def person(city: City, name: str) -> Body:
    who = city[name]
    return {"officer": str(who.officer), "name": who.name, "certificate": who.certificate}


def opened(city: City, name: str = "li", **changes: Any) -> Body:
    matter = {
        "id": str(city.matter),
        "code": "SP-CY-001",
        "name": "餐饮服务单位食品安全检查",
        "checklist": str(city.checklist),
        "checklist_version": 1,
    }
    subject = {"id": str(city.subject), "name": "盐湖区南城张记面馆", "address": "盐湖区解放南路 12 号"}
    made = {"subject": subject, "matters": [matter], "source": "plan", "officer": person(city, name)}
    return {**made, "agency": str(city[name].agency), **changes}


def joined(city: City, name: str = "wang") -> Body:
    return {"officer": person(city, name), "via": "device"}


def answered(city: City, number: int, answer: str = "pass", **more: Any) -> Body:
    return {"item": city.items[number], "matter": str(city.matter), "answer": answer, **more}


def attached(sha256: str, **more: Any) -> Body:
    made = {"sha256": sha256, "size": 3, "type": "image/jpeg", "shows": "现场照片", "source": "camera"}
    return {**made, "captured_at": "2026-11-23T09:00:00.000+08:00", **more}


def noted(text: str = "现场整洁。") -> Body:
    return {"text": text}


def closed(result: str = "no_problem") -> Body:
    return {"result": result, "missing": []}


def supplemented(review: UUID | str) -> Body:
    return {"review": str(review), "reason": "当时遗漏", "text": "补充说明。"}


def visit(city: City, name: str = "li") -> list[tuple[str, Body]]:
    """A whole clean visit: kinds and bodies in order."""
    return [
        ("opened", opened(city, name)),
        ("presented", {"to": "店主", "method": "screen", "certificates": [str(city[name].certificate)]}),
        ("notified", {"text_version": "2026-02", "acknowledged": "tick", "recusal": "none"}),
        *[("answered", answered(city, number)) for number in range(9)],
        ("answered", answered(city, 9, "fail", note="地面有积水")),
        ("attached", attached("ab" * 32, item=city.items[9])),
        ("party_signed", {"name": "张某", "role": "经营者", "strokes": STROKES, "width": 320, "height": 160}),
        ("officer_signed", {"officer": person(city, name), "strokes": STROKES, "width": 320, "height": 160}),
        ("closed", closed("corrected_on_spot")),
    ]
