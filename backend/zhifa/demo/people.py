"""Officers with their certificates: most in force, some suspended, expired, withdrawn or replaced."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

from zhifa.clock import SHANGHAI
from zhifa.demo.agencies import TOWN_FIELD, agency_id, listed
from zhifa.demo.places import CITY, places
from zhifa.demo.seed import demo_id, randomness, read

Row = dict[str, Any]
ASSISTING_PER_AGENCY = 1
TERM_YEARS = 5
PROVINCE, MINISTRY = "山西省人民政府(演示)", "国家消防救援局(演示)"

#: What becomes of a certificate, by how often. The first two officers of an agency are always "valid".
FATES = (
    ("valid", 76),
    ("restored", 6),
    ("suspended", 5),
    ("expired", 4),
    ("replaced", 4),
    ("withdrawn", 3),
    ("lost", 2),
)


@dataclass(frozen=True, slots=True)
class Person:
    """``number``: the certificate's 11 digits (province, city, county, serial), always text."""

    id: UUID
    name: str
    agency: Row
    username: str
    number: str
    assisting: bool
    fate: str

    @property
    def officer(self) -> Row:
        return {
            "id": self.id,
            "name": self.name,
            "agency_id": agency_id(self.agency["code"]),
            "active": self.fate != "withdrawn",
            "demo": True,
        }


@cache
def people() -> tuple[Person, ...]:
    """Every officer and, in each enforcing agency, one assisting person 辅助人员, who has no account."""
    random, words = randomness("people"), read("words.json")
    return tuple(
        _person(random, words, agency, place, agency["officers"])
        for agency in listed()
        if agency["officers"]
        for place in range(1, agency["officers"] + ASSISTING_PER_AGENCY + 1)
    )


def _person(random: Random, words: Row, agency: Row, place: int, officers: int) -> Person:
    assisting = place > officers
    fate = random.choices([fate for fate, _ in FATES], [weight for _, weight in FATES])[0]
    county = "00" if agency["division"] == CITY else agency["division"][4:6]
    username = f"{agency['login']}{place:02}"
    return Person(
        id=demo_id("officer", username),
        name=random.choice(words["surnames"]) + random.choice(words["given"]),
        agency=agency,
        username=username,
        number=f"1408{county}{_serial(agency, place):05}",
        assisting=assisting,
        fate="valid" if place <= 2 or assisting else fate,
    )


def _serial(agency: Row, place: int) -> int:
    """Within the county; agencies keep a hundred numbers each."""
    return 100 * (1 + [a["code"] for a in listed()].index(agency["code"])) + place


def certificates() -> list[Row]:
    return [row for person in people() for row, _ in _held(person)]


def intervals() -> list[Row]:
    return [interval for person in people() for _, history in _held(person) for interval in history]


def _held(person: Person) -> Iterator[tuple[Row, list[Row]]]:
    """A person's certificates, each with its history."""
    random = randomness(f"certificate/{person.username}")
    issued = date(2024, 1, 8) + timedelta(days=random.randrange(780))
    if person.fate == "expired":
        issued = date(2021, 3, 1) + timedelta(days=random.randrange(120))
    turned = date(2026, 5, 11) + timedelta(days=random.randrange(90))
    certificate = _certificate(person, person.number, issued)
    yield certificate, _history(person.fate, certificate["number"], issued, turned)
    if person.fate == "replaced":
        second = _certificate(person, person.number[:6] + "9" + person.number[7:], turned)
        yield second, _history("valid", second["number"], turned, turned)


def _certificate(person: Person, number: str, issued: date) -> Row:
    agency = person.agency
    area = places()[agency["division"]].name
    return {
        "number": number,
        "officer_id": person.id,
        "kind": _kind(person),
        "category": "辅助人员" if person.assisting else f"行政执法({_category(agency)})",
        "area": area,
        "issuer": MINISTRY if _kind(person) == "ministry" else PROVINCE,
        "valid_from": issued,
        "valid_to": issued.replace(year=issued.year + TERM_YEARS, day=min(issued.day, 28)) - timedelta(days=1),
        "portrait": None,
        "demo": True,
    }


def _kind(person: Person) -> str:
    if person.assisting:
        return "assisting"
    return "ministry" if person.agency["field"] == "消防" else "province"


def _category(agency: Row) -> str:
    return "乡镇综合" if agency["field"] == TOWN_FIELD else str(agency["field"])


#: After being valid from the day of issue: (status, days after the turn, reason, document).
TURNS: dict[str, list[tuple[str, int, str, str]]] = {
    "valid": [],
    "expired": [],
    "restored": [
        ("suspended", 0, "年度审验培训学时不足,暂扣", "暂扣通知(演示)"),
        ("valid", 30, "补足学时,恢复使用", ""),
    ],
    "suspended": [("suspended", 0, "接受组织调查期间暂扣", "暂扣通知(演示)")],
    "replaced": [("cancelled", 0, "换发新证,旧证注销", "")],
    "withdrawn": [("withdrawn", 0, "调离执法岗位,证件收回", "收回公告(演示)")],
    "lost": [("lost", 0, "本人申报遗失,已挂失", "遗失声明(演示)")],
}


def _history(fate: str, number: str, issued: date, turned: date) -> list[Row]:
    steps = [("valid", issued, "制证", "")]
    steps += [(status, turned + timedelta(days=days), why, document) for status, days, why, document in TURNS[fate]]
    ends = [_midnight(start) for _, start, _, _ in steps[1:]] + [None]
    return [
        {
            "id": demo_id("interval", f"{number}/{status}/{start}"),
            "certificate_number": number,
            "status": status,
            "starts_at": _midnight(start),
            "ends_at": end,
            "reason": why,
            "document": document,
            "entered_by": None,
            "approved_by": None,
            "change_id": None,
            "recorded_at": _midnight(start),
        }
        for (status, start, why, document), end in zip(steps, ends, strict=True)
    ]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
