"""Many visits at once, straight into the read model: for lists and their plans, where entries do not matter."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from tests.support.city import City
from zhifa.agencies.models import Agency, AgencyAncestor
from zhifa.ids import new_id
from zhifa.inspections.models import Inspection, Notebook, Participation

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
STATES = ("closed", "accepted", "returned", "open", "withdrawn")
SUMMARY = {"matters": ["餐饮服务单位食品安全检查"], "answers": {"pass": 3, "fail": 1, "na": 0}, "photos": 2}


def add_agencies(city: City, count: int, *, division: str, parent: UUID | None = None) -> list[UUID]:
    """More agencies; those with a ``parent`` are beneath it."""
    made = [new_id() for _ in range(count)]
    ancestors = [{"ancestor_id": one, "agency_id": one} for one in made]
    ancestors += [{"ancestor_id": parent, "agency_id": one} for one in made if parent]
    with city.parts.db.write() as session:
        rows = [
            {"id": one, "code": f"more-{one}", "name": f"第{n}执法队", "field": "综合", "division_code": division}
            | {"parent_id": parent, "address": "", "supervision_phone": "", "demo": False}
            for n, one in enumerate(made)
        ]
        session.execute(sa.insert(Agency), rows)
        session.execute(sa.insert(AgencyAncestor), ancestors)
    return made


def add_visits(city: City, agencies: Iterable[UUID], *, by: str = "li", **changes: Any) -> list[UUID]:
    """One visit an element of ``agencies``, a minute apart, in turn in each state; ``changes`` go to every row."""
    account, officer = city[by].account, city[by].officer
    rows = [_row(number, agency, account, changes) for number, agency in enumerate(agencies)]
    with city.parts.db.write() as session:
        insert_visits(session, rows, officer)
    return [row["id"] for row in rows]


def insert_visits(session: Session, rows: list[dict[str, Any]], officer: UUID | None) -> None:
    session.execute(sa.insert(Notebook), [{"id": row["id"], "first_received_at": NOON} for row in rows])
    session.execute(sa.insert(Inspection), rows)
    parts = [{"inspection_id": row["id"], "officer_id": officer, "role": "lead"} for row in rows if officer]
    if parts:
        session.execute(sa.insert(Participation), parts)


def _row(number: int, agency: UUID, account: UUID, changes: dict[str, Any]) -> dict[str, Any]:
    state = changes.get("state", STATES[number % len(STATES)])
    opened = NOON + timedelta(minutes=number)
    return {
        "id": new_id(),
        "agency_id": agency,
        "account_id": account,
        "subject_id": None,
        "subject_name": f"第{number}号面馆",
        "subject_uscc": None,
        "state": state,
        "opened_at": opened,
        "closed_at": None if state == "open" else opened,
        "sort_at": opened,
        "first_received_at": opened,
        "last_received_at": opened,
        "conflict": False,
        "version": 1,
        "summary": SUMMARY,
        **changes,
    }
