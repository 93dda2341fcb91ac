"""A city of a million visits in a minute: what three years leave in the tables, written the fastest way of each engine.

The read model and what is found and decided of it, without the signed entries: for lists and figures, which read no
entry. Believable rather than random: working days and hours, big agencies and small ones, most records accepted
within days, a twentieth waiting, some found wanting.

Three weeks of visits are made here; the database itself repeats them (``repeating``), each time three weeks later and
at other subjects.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col

from tests.bench import repeating
from tests.support.city import LONG_AGO, City
from zhifa.agencies.models import Agency, AgencyAncestor, AgencyMatter, Division
from zhifa.app import Parts
from zhifa.compliance.models import ComplianceCheck, ComplianceFinding
from zhifa.db import table_of
from zhifa.inspections.models import Inspection, Notebook, Participation
from zhifa.matters.models import Matter
from zhifa.review.models import Review
from zhifa.subjects.models import Subject

#: What is written of each table; other columns are empty.
COLUMNS: Mapping[type[SQLModel], str] = {
    Notebook: "id, first_received_at",
    Inspection: "id, agency_id, account_id, subject_id, subject_name, state, opened_at, closed_at, sort_at, "
    "first_received_at, last_received_at, conflict, version, risk, summary",
    Participation: "inspection_id, officer_id, role",
    ComplianceCheck: "inspection_id, checked_at, version, source, matters",
    ComplianceFinding: "id, inspection_id, rule, version, severity, state, trace, facts, entries, about, first_at, at",
    Review: "id, inspection_id, account_id, decision, words, entries, version, at",
}
FIELDS = ("市场监管", "卫生健康", "生态环境", "应急管理", "交通运输", "城市管理", "人力资源社会保障", "消防")
COUNTIES = range(21, 30)
LAST_DAY = date(2026, 11, 27)
STRETCH, STRETCHES = timedelta(weeks=3), 52
WORKDAYS = [7 * week + day for week in range(3) for day in range(5)]
MORNING, WORKING_DAY = time(0, 30, tzinfo=UTC), timedelta(hours=9)  # 08:30 in Asia/Shanghai
MILLISECOND = timedelta(milliseconds=1)
SUBJECTS = 60_000
RESULTS = ("no_problem",) * 6 + ("corrected_on_spot",) * 2 + ("order_to_correct", "case_suggested")
REASONS = ("plan",) * 6 + ("special", "special", "complaint", "assigned")
RULES = ("P06-3", "P12-1", "E02-2", "P07-1", "P08-2", "P06-1", "P03-1", "C16-3")

Rows = dict[type[SQLModel], list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Place:
    """An agency, how busy it is, and which matters of its field it has."""

    id: UUID
    weight: float
    matters: Sequence[str]


def fill(parts: Parts, city: City, visits: int) -> int:
    """The agencies, subjects and visits of a city, on top of the small one of the tests; how many visits that are.

    At least ``visits``: every stretch of three weeks has as many.
    """
    random = Random(visits)
    with parts.db.write() as session:
        places, subjects = _places(session, city, random), _subjects(session, random)
    many = -(-visits // STRETCHES)
    rows = _stretch(random, city, places, subjects, many)
    tables = {table_of(table): [name.strip() for name in names.split(",")] for table, names in COLUMNS.items()}
    pattern = {table_of(table): told for table, told in rows.items()}
    repeating.write(parts, tables, pattern, stretch=STRETCH, times=STRETCHES)
    _leave_open(parts)
    return many * STRETCHES


def _places(session: Session, city: City, random: Random) -> list[Place]:
    """Eight agencies and a dozen towns a county: two hundred agencies."""
    matters = {field: [_matter(session, field, number) for number in range(5)] for field in FIELDS}
    made = []
    for county in COUNTIES:
        code = f"1408{county}"
        session.add(Division(code=code, name=f"第{county}县", level="county", kind="县", parent_code="140800"))
        session.flush()
        for field in FIELDS:
            made.append(_agency(session, random, f"{code}-{field}", field, code, 8, matters[field]))
        for town in range(12):
            place = f"{code}{100 + town}"
            session.add(Division(code=place, name=f"第{town}镇", level="town", kind="镇", parent_code=code))
            session.flush()
            made.append(_agency(session, random, place, "综合", place, 1, matters["市场监管"][:2]))
    return [*made, Place(city.yanhu, 30, ["SP-CY-001"]), Place(city.ruicheng, 10, ["SP-CY-001"])]


def _agency(
    session: Session, random: Random, code: str, field: str, division: str, weight: int, matters: Sequence[Matter]
) -> Place:
    key = UUID(int=random.getrandbits(128))
    session.add(Agency(id=key, code=code, name=f"{code}执法局", field=field, division_code=division))
    session.flush()
    session.add(AgencyAncestor(ancestor_id=key, agency_id=key))
    for matter in matters:
        held = UUID(int=random.getrandbits(128))
        session.add(AgencyMatter(id=held, agency_id=key, matter_id=matter.id, valid_from=date(2023, 1, 1)))
    return Place(key, weight * random.uniform(0.5, 2), [matter.code for matter in matters[:4]])


def _matter(session: Session, field: str, number: int) -> Matter:
    matter = Matter(
        id=UUID(int=Random(f"{field}{number}").getrandbits(128)),
        code=f"{field}-{number}",
        name=f"{field}检查之{number}",
        kind="检查",
        field=field,
        basis="某法第一条",
        basis_confidence="high",
        annual_cap=2,
        valid_from=date(2023, 1, 1),
    )
    session.add(matter)
    session.flush()
    return matter


def _subjects(session: Session, random: Random) -> list[UUID]:
    rows = [
        {
            "id": UUID(int=random.getrandbits(128)), "name": f"第{number}号经营者", "uscc": None, "uscc_valid": True,
            "uscc_reason": None, "kind": "企业", "trade": "餐饮服务", "address": "", "division_code": "140802",
            "lat": None, "lon": None, "risk": "B", "demo": False, "updated_at": LONG_AGO,
        }
        for number in range(SUBJECTS)
    ]  # fmt: skip
    session.execute(sa.insert(Subject), rows)
    return [row["id"] for row in rows]


def _stretch(random: Random, city: City, places: Sequence[Place], subjects: Sequence[UUID], many: int) -> Rows:
    """The first three weeks, in the order of time, so that ids and times rise together, as they do in life."""
    monday = datetime.combine(LAST_DAY - timedelta(days=LAST_DAY.weekday() + 14) - STRETCH * (STRETCHES - 1), MORNING)
    moments = sorted(
        monday + timedelta(days=random.choice(WORKDAYS), milliseconds=random.randrange(WORKING_DAY // MILLISECOND))
        for _ in range(many)
    )
    rows: Rows = {table: [] for table in COLUMNS}
    for place, at in zip(random.choices(places, [place.weight for place in places], k=many), moments, strict=True):
        _visit(rows, random, city, place, random.choice(subjects), at)
    return rows


def _id(random: Random, at: datetime) -> UUID:
    """A UUIDv7 of that moment."""
    return UUID(int=(int(at.timestamp() * 1000) << 80) | 0x7 << 76 | 0x2 << 62 | random.getrandbits(62))


def _visit(rows: Rows, random: Random, city: City, place: Place, subject: UUID, at: datetime) -> None:
    key = _id(random, at)
    account, officer = city.people["li"].account, city.people["li"].officer
    end, chance = at + timedelta(minutes=random.randrange(20, 150)), random.random()
    state = "closed" if chance < 0.06 else "returned" if chance < 0.08 else "withdrawn" if chance < 0.09 else "accepted"
    failed = random.choice((0, 0, 0, 1, 2))
    summary = {
        "matters": ["某检查"], "answers": {"pass": 10 - failed, "fail": failed, "na": 1}, "photos": 3,
        "result": random.choice(RESULTS), "late": 0,
    }  # fmt: skip
    found = random.sample(RULES, random.choice((0, 0, 0, 0, 1, 1, 2))) if state != "withdrawn" else []
    rows[Notebook].append((key, at))
    rows[Inspection].append(
        (
            key, place.id, account, subject, "某经营者", state, at, end, end, at, end, False, 25,
            100 * len(found), summary,
        )
    )  # fmt: skip
    rows[Participation].append((key, officer, "lead"))
    matters = random.sample(place.matters, min(len(place.matters), random.choice((1, 1, 1, 2))))
    rows[ComplianceCheck].append((key, end, 25, random.choice(REASONS), matters))
    for rule in found:
        rows[ComplianceFinding].append(
            (_id(random, end), key, rule, 1, "warn", "open", "一句话。", {}, [], "", end, end)
        )
    if state in {"accepted", "returned"}:
        decided = end + timedelta(minutes=int(60 * random.expovariate(1 / 30)))
        decision = "accept" if state == "accepted" else "return"
        reviewer = city.people["supervisor"].account
        rows[Review].append((_id(random, decided), key, reviewer, decision, "记录完整。", [], 25, decided))


def _leave_open(parts: Parts) -> None:
    """The latest fifty go on."""
    with parts.db.write() as session:
        latest = sa.select(col(Inspection.id)).order_by(col(Inspection.id).desc()).limit(50)
        ids = session.scalars(latest).all()
        session.execute(sa.delete(Review).where(col(Review.inspection_id).in_(ids)))
        going = {"state": "open", "closed_at": None, "sort_at": Inspection.opened_at}
        session.execute(sa.update(Inspection).where(col(Inspection.id).in_(ids)).values(going))
