"""Visits, findings and reviews straight in their tables, changed at random, and figures recounted the plain way."""

from collections import Counter
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from tests.support.city import City
from zhifa.clock import SHANGHAI
from zhifa.compliance.models import ComplianceCheck, ComplianceFinding
from zhifa.ids import new_id
from zhifa.inspections.models import Inspection, Notebook
from zhifa.overview.jobs import Follower
from zhifa.review.models import Review

STATES = ("open", "closed", "returned", "accepted", "withdrawn")
RESULTS = ("no_problem", "corrected_on_spot", "order_to_correct")
RULES = ("P03-1", "P06-1", "E02-2", "P12-1")
START = datetime(2026, 9, 28, 12, 30, tzinfo=UTC)


def add_visit(city: City, *, agency: UUID | None = None, opened: datetime = START, **told: Any) -> UUID:
    """A visit of ``yanhu`` that ended an hour after it was opened, unless said otherwise."""
    inspection, closed = new_id(), told.pop("closed_at", opened + timedelta(hours=1))
    answers = {"pass": 8, "fail": 1, "na": 1}
    row = {
        "id": inspection, "agency_id": agency or city.yanhu, "account_id": city["li"].account,
        "subject_id": city.subject, "subject_name": "张记面馆", "state": "closed", "opened_at": opened,
        "closed_at": closed, "sort_at": closed or opened, "first_received_at": opened, "last_received_at": opened,
        "conflict": False, "version": 1, "risk": 0,
        "summary": {"result": told.pop("result", "no_problem"), "answers": answers},
    }  # fmt: skip
    source, matters = told.pop("source", "plan"), told.pop("matters", ["SP-CY-001"])
    with city.parts.db.write() as session:
        session.execute(sa.insert(Notebook), {"id": inspection, "first_received_at": opened})
        session.execute(sa.insert(Inspection), {**row, **told})
        check = {"inspection_id": inspection, "checked_at": opened, "version": 1, "source": source, "matters": matters}
        session.execute(sa.insert(ComplianceCheck), check)
    return inspection


def find(city: City, inspection: UUID, rule: str, *, state: str = "open") -> None:
    """The rule says something of it, or (``resolved``) no longer does."""
    key = (col(ComplianceFinding.inspection_id) == inspection, col(ComplianceFinding.rule) == rule)
    with city.parts.db.write() as session:
        if session.execute(
            sa.update(ComplianceFinding).where(*key).values(state=state).returning(sa.literal(1))
        ).first():
            return
        row = {"id": new_id(), "inspection_id": inspection, "rule": rule, "version": 1, "severity": "warn"}
        told = {"state": state, "trace": "一句话。", "facts": {}, "entries": [], "about": ""}
        session.execute(sa.insert(ComplianceFinding), {**row, **told, "first_at": START, "at": START})


def review(city: City, inspection: UUID, decision: str, at: datetime) -> None:
    row = {"id": new_id(), "inspection_id": inspection, "account_id": city["supervisor"].account, "words": "好"}
    with city.parts.db.write() as session:
        session.execute(sa.insert(Review), {**row, "decision": decision, "entries": [], "version": 1, "at": at})


def follow(city: City, ids: Collection[UUID]) -> None:
    """The check of these visits is committed."""
    Follower(city.parts.db, city.parts.clock)(ids)


def counted(city: City) -> None:
    """Whatever is due is counted."""
    Follower(city.parts.db, city.parts.clock).count({})


def at_random(city: City, random: Random, visits: int, steps: int) -> None:
    """Visits that come and change in all ways, told of now and then twice, counted now and then."""
    known = [_random_visit(city, random) for _ in range(visits)]
    follow(city, known)
    for _ in range(steps):
        one = random.choice(known)
        random.choice((_find, _review, _move, _state, _reason))(city, random, one)
        follow(city, [one])
        if random.random() < 0.2:
            known.append(_random_visit(city, random))
            follow(city, known[-1:])
        if random.random() < 0.3:
            follow(city, random.sample(known, 3))
        if random.random() < 0.2:
            counted(city)


def _random_visit(city: City, random: Random) -> UUID:
    state = random.choice(STATES)
    opened = START + timedelta(hours=random.randrange(24 * 70))
    closed = None if state == "open" else opened + timedelta(hours=random.choice((1, 2, 30)))
    agency = random.choice((city.yanhu, city.street, city.ruicheng))
    return add_visit(city, agency=agency, opened=opened, closed_at=closed, state=state, result=random.choice(RESULTS))


def _find(city: City, random: Random, one: UUID) -> None:
    find(city, one, random.choice(RULES), state=random.choice(("open", "open", "resolved")))


def _review(city: City, random: Random, one: UUID) -> None:
    at = START + timedelta(days=80, hours=random.randrange(200))
    review(city, one, random.choice(("accept", "return", "comment")), at)


def _move(city: City, random: Random, one: UUID) -> None:
    """It ends, perhaps in another month than the one in which it was counted."""
    at = START + timedelta(hours=random.randrange(24 * 75))
    _update(city, Inspection, col(Inspection.id) == one, closed_at=at, sort_at=at, state="closed")


def _state(city: City, random: Random, one: UUID) -> None:
    _update(city, Inspection, col(Inspection.id) == one, state=random.choice(STATES))


def _reason(city: City, random: Random, one: UUID) -> None:
    source, matters = random.choice(("plan", "complaint", "")), random.choice(([], ["SP-CY-001"], ["unknown"]))
    _update(city, ComplianceCheck, col(ComplianceCheck.inspection_id) == one, source=source, matters=matters)


def _update(city: City, table: type[Any], condition: Any, **values: Any) -> None:
    with city.parts.db.write() as session:
        session.execute(sa.update(table).where(condition).values(**values))


def recounted(session: Session, agency: UUID, month: str) -> dict[str, int]:
    """The same figures by going over every visit there is, one question each: slow, plain, and written apart."""
    found: Counter[str] = Counter()
    for visit in session.scalars(sa.select(Inspection).where(col(Inspection.agency_id) == agency)):
        ended = visit.sort_at.astimezone(SHANGHAI)
        if ended.strftime("%Y-%m") != month:
            continue
        found["visits"] += visit.state != "withdrawn"
        found[f"state {visit.state}"] += 1
        if visit.state == "withdrawn":
            continue
        found[f"on {ended.day}"] += 1
        found[f"result {visit.summary['result']}"] += 1
        key = col(ComplianceFinding.inspection_id) == visit.id, col(ComplianceFinding.state) == "open"
        rules = session.scalars(sa.select(col(ComplianceFinding.rule)).where(*key)).all()
        found["found"] += bool(rules)
        for rule in rules:
            found[f"rule {rule}"] += 1
        decided = sa.select(col(Review.decision)).where(
            col(Review.inspection_id) == visit.id, col(Review.decision) != "comment"
        )
        first = session.scalars(decided.order_by(col(Review.at), col(Review.id)).limit(1)).first()
        found["decided"] += bool(first) and visit.closed_at is not None
        found["first_returned"] += first == "return" and visit.closed_at is not None
    return {name: number for name, number in found.items() if number}


def as_told(overview: dict[str, Any]) -> dict[str, int]:
    """What the API says, under the names of ``recounted``."""
    now = overview["now"]
    found = {f"state {state}": now[state] for state in STATES}
    found |= {name: now[name] for name in ("visits", "found", "decided", "first_returned")}
    found |= {f"on {int(slice['name'].removesuffix('日'))}": slice["visits"] for slice in overview["slices"]}
    found |= {f"result {share['name']}": share["visits"] for share in overview["results"]}
    found |= {f"rule {share['rule']}": share["visits"] for share in overview["rules"]}
    return {name: number for name, number in found.items() if number}
