"""A city of a million visits in minutes: what many years leave in the tables, written the fastest way of each engine.

The read model and what is found and decided of it, without the signed entries: for lists and figures, which read no
entry. Believable rather than random: working days and hours, big agencies and small ones, most records accepted
within days, a twentieth waiting, some found wanting.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import psycopg
import sqlalchemy as sa
from sqlmodel import Session, SQLModel

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
YEARS = 3
SUBJECTS = 60_000
TOGETHER = 20_000
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


def fill(parts: Parts, city: City, visits: int) -> None:
    """The agencies, subjects and visits of a city, on top of the small one of the tests."""
    random = Random(visits)
    with parts.db.write() as session:
        places, subjects = _places(session, city, random), _subjects(session, random)
    batches = _batches(random, city, places, subjects, visits)
    if parts.db.is_sqlite:
        _write_sqlite(parts, batches)
    else:
        _write_postgres(parts, batches)


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


def _batches(
    random: Random, city: City, places: Sequence[Place], subjects: Sequence[UUID], visits: int
) -> Iterator[Rows]:
    """The visits from the first day to the last, so that ids and times rise together, as they do in life."""
    first = datetime.combine(LAST_DAY, datetime.min.time(), UTC) - timedelta(days=365 * YEARS)
    step = timedelta(days=365 * YEARS) / visits
    weights = [place.weight for place in places]
    for start in range(0, visits, TOGETHER):
        rows: Rows = {table: [] for table in COLUMNS}
        many = min(TOGETHER, visits - start)
        chosen = random.choices(places, weights, k=many)
        for number, place in enumerate(chosen, start):
            _visit(rows, random, city, place, random.choice(subjects), first + step * number, visits - number)
        yield rows


def _visit(rows: Rows, random: Random, city: City, place: Place, subject: UUID, at: datetime, left: int) -> None:
    """``left``: how many follow; of the latest most are not decided yet."""
    key = UUID(int=(int(at.timestamp() * 1000) << 80) | 0x7 << 76 | 0x2 << 62 | random.getrandbits(62))
    account, officer = city.people["li"].account, city.people["li"].officer
    end, chance = at + timedelta(minutes=random.randrange(20, 150)), random.random()
    state = "closed" if chance < 0.06 else "returned" if chance < 0.08 else "withdrawn" if chance < 0.09 else "accepted"
    state = "open" if left < 50 else state
    failed = random.choice((0, 0, 0, 1, 2))
    summary = {
        "matters": ["某检查"], "answers": {"pass": 10 - failed, "fail": failed, "na": 1}, "photos": 3,
        "result": None if state == "open" else random.choice(RESULTS), "late": 0,
    }  # fmt: skip
    found = random.sample(RULES, random.choice((0, 0, 0, 0, 1, 1, 2))) if state != "withdrawn" else []
    closed = None if state == "open" else end
    rows[Notebook].append((key, at))
    rows[Inspection].append(
        (
            key, place.id, account, subject, "某经营者", state, at, closed, closed or at, at, end, False, 25,
            100 * len(found), summary,
        )
    )  # fmt: skip
    rows[Participation].append((key, officer, "lead"))
    matters = random.sample(place.matters, min(len(place.matters), random.choice((1, 1, 1, 2))))
    rows[ComplianceCheck].append((key, end, 25, random.choice(REASONS), matters))
    for rule in found:
        made = UUID(int=random.getrandbits(128))
        rows[ComplianceFinding].append((made, key, rule, 1, "warn", "open", "一句话。", {}, [], "", end, end))
    if state in {"accepted", "returned"}:
        decided = end + timedelta(hours=random.expovariate(1 / 30))
        decision = "accept" if state == "accepted" else "return"
        reviewer = city.people["supervisor"].account
        made = UUID(int=random.getrandbits(128))
        rows[Review].append((made, key, reviewer, decision, "记录完整。", [], 25, decided))


def _write_sqlite(parts: Parts, batches: Iterable[Rows]) -> None:
    """Without durability while it lasts, and the indexes once at the end."""
    _indexes(parts, "drop")
    connection = sqlite3.connect(parts.settings.data_dir / "zhifa.sqlite3", isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-200000")
    for rows in batches:
        connection.execute("BEGIN IMMEDIATE")
        for table, told in rows.items():
            places = ", ".join("?" * (COLUMNS[table].count(",") + 1))
            connection.executemany(
                f"INSERT INTO {table_of(table).name} ({COLUMNS[table]}) VALUES ({places})",
                ([_for_sqlite(value) for value in row] for row in told),
            )
        connection.execute("COMMIT")
    connection.close()
    _indexes(parts, "create")
    with parts.db.write() as session:
        session.execute(sa.text("ANALYZE"))


def _for_sqlite(value: Any) -> Any:
    """As SQLAlchemy stores it."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ", "microseconds")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _write_postgres(parts: Parts, batches: Iterable[Rows]) -> None:
    _indexes(parts, "drop")
    with psycopg.connect(parts.settings.database) as connection:
        for rows in batches:
            for table, told in rows.items():
                into = f'COPY "{table_of(table).name}" ({COLUMNS[table]}) FROM STDIN'
                with connection.cursor() as cursor, cursor.copy(into) as copy:  # type: ignore[arg-type]
                    for row in told:
                        copy.write_row([_for_postgres(value) for value in row])
    _indexes(parts, "create")
    with psycopg.connect(parts.settings.database, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def _for_postgres(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _indexes(parts: Parts, what: str) -> None:
    with parts.db.engine.begin() as connection:
        for table in COLUMNS:
            for index in sorted(table_of(table).indexes, key=lambda index: str(index.name)):
                getattr(index, what)(connection)
