"""What the demo city's registry holds beside certificates: issuers, card codes, exams, reviews and training."""

import base64
import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from zhifa.demo.people import MINISTRY, PROVINCE, Person, certificates, people
from zhifa.demo.seed import EPOCH, SEED, demo_id, randomness

Row = dict[str, Any]
RULE = "11 位数字,前 4 位为 1408"
YEARS = (2025, 2026)

#: Courses of a year: (category, name, hours, month). Those of the later months are what someone may miss.
COURSES = (
    ("public_law", "行政处罚法与行政执法程序", 12.0, 3),
    ("public_law", "行政执法三项制度", 8.0, 4),
    ("public_law", "涉企行政检查规范", 10.0, 8),
    ("professional", "本领域法律法规", 14.0, 3),
    ("professional", "现场检查与取证实务", 10.0, 5),
    ("professional", "裁量基准的适用", 6.0, 8),
)
#: One officer in so many has missed a course of the year.
MISSING = {2025: 15, 2026: 6}


def issuers() -> list[Row]:
    """Number formats of the invented issuers; a real installation enters its own."""
    return [
        {"name": name, "number_pattern": r"1408\d{7}", "number_rule": RULE, "kind": kind, "demo": True}
        for name, kind in ((PROVINCE, "province"), (MINISTRY, "ministry"))
    ]


def card_codes() -> list[Row]:
    """Drawn from the number, so that every demo city prints the same cards; nobody real is behind them."""
    return [
        {
            "code": base64.urlsafe_b64encode(_noise(row["number"])).decode().rstrip("="),
            "certificate_number": row["number"],
            "issued_at": EPOCH,
            "ended_at": None,
        }
        for row in certificates()
    ]


def _noise(number: str) -> bytes:
    return hashlib.sha256(f"{SEED}/card/{number}".encode()).digest()[:16]


def exams() -> list[Row]:
    """Everyone who may enforce has passed, some at the second try."""
    return [row for person in _enforcing() for row in _exams(person)]


def _exams(person: Person) -> Iterator[Row]:
    random = randomness(f"exam/{person.username}")
    held = date(2020, 10, 17)
    if random.random() < 0.1:
        yield _exam(person, held - timedelta(days=182), random.randrange(41, 60))
    yield _exam(person, held, random.randrange(60, 99))


def _exam(person: Person, held: date, score: int) -> Row:
    return {
        "id": demo_id("exam", f"{person.username}/{held}"),
        "officer_id": person.id,
        "name": "行政执法资格考试",
        "held_on": held,
        "score": float(score),
        "passed": score >= 60,
        "recorded_by": None,
        "recorded_at": EPOCH,
    }


def assessments() -> list[Row]:
    return [
        {
            "id": demo_id("assessment", f"{person.username}/2025"),
            "officer_id": person.id,
            "year": 2025,
            "result": "failed" if person.fate == "restored" else "passed",
            "words": "培训学时不足" if person.fate == "restored" else "",
            "recorded_by": None,
            "recorded_at": EPOCH,
        }
        for person in _enforcing()
    ]


def trainings() -> list[Row]:
    return [row for person in _enforcing() for year in YEARS for row in _year(person, year)]


def _year(person: Person, year: int) -> Iterator[Row]:
    random = randomness(f"training/{person.username}/{year}")
    missed = random.choice(COURSES) if random.randrange(MISSING[year]) == 0 else None
    for course in COURSES:
        if course is not missed:
            yield _attended(person, date(year, course[3], random.randrange(6, 25)), *course[:3])


def _attended(person: Person, held: date, category: str, course: str, hours: float) -> Row:
    return {
        "id": demo_id("training", f"{person.username}/{held.year}/{course}"),
        "officer_id": person.id,
        "category": category,
        "course": course,
        "hours": hours,
        "held_on": held,
        "document": "",
        "recorded_by": None,
        "recorded_at": EPOCH,
    }


def _enforcing() -> Iterator[Person]:
    return (person for person in people() if not person.assisting)
