"""The list walks along indexes on both engines: nobody's page sorts, or scans, the whole table."""

import itertools
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests.support.city import City
from tests.support.crowd import NOON, add_agencies, add_visits
from zhifa.db import Database
from zhifa.identity.actor import Actor
from zhifa.identity.models import Account, Role
from zhifa.ids import new_id
from zhifa.inspections.listing import Filters, page_statement

VISITS = 3000
REVIEWERS = ("supervisor", "overseer_yanhu", "overseer")
POSITION = (NOON.replace(day=21), UUID(int=2**128 - 1))


@pytest.fixture
def crowded(city: City) -> City:
    """Thousands of visits of sixty agencies, of which yanhu's few are one in twelve."""
    beneath = add_agencies(city, 4, division="140802", parent=city.yanhu)
    others = add_agencies(city, 55, division="140830")
    agencies = [city.yanhu, *beneath, *others]
    add_visits(city, (agencies * (VISITS // len(agencies) + 1))[:VISITS], by="zhao")
    add_visits(city, [city.yanhu] * 10)
    with city.parts.db.write() as session:
        if not city.parts.db.is_sqlite:  # SQLite plans without figures, as in production
            session.execute(sa.text("ANALYZE"))
    return city


def plan(city: City, who: str, filters: Filters) -> str:
    with city.parts.db.read() as session:
        statement = page_statement(session, _actor(session, city, who), filters, POSITION, 21)
        return _explained(city.parts.db, session, statement)


def _actor(session: Session, city: City, who: str) -> Actor:
    account = session.get_one(Account, city[who].account)
    return Actor(
        account_id=account.id,
        session_id=new_id(),
        role=Role(account.role),
        display_name=account.display_name,
        agency_id=account.agency_id,
        division_code=account.division_code,
        officer_id=account.officer_id,
    )


def _explained(db: Database, session: Session, statement: sa.Select[tuple[object, ...]]) -> str:
    prefix = "EXPLAIN QUERY PLAN" if db.is_sqlite else "EXPLAIN"
    literal = statement.compile(db.engine, compile_kwargs={"literal_binds": True})
    rows = session.connection().exec_driver_sql(f"{prefix} {literal}".replace("%%", "%")).all()
    return "\n".join(str(row[-1]) for row in rows)


def test_nobodys_page_sorts_or_scans_the_table(crowded: City) -> None:
    for who, filters in itertools.product(REVIEWERS, (Filters(), Filters(state="closed"), Filters(since=NOON))):
        _check_index_ranges_in_order(plan(crowded, who, filters), merged=who != "overseer")
    for filters in (Filters(), Filters(state="closed"), Filters(mine=True)):
        _check_looked_up_by_id(plan(crowded, "li", filters))


def _check_index_ranges_in_order(steps: str, *, merged: bool) -> None:
    assert "Seq Scan on inspection" not in steps, steps
    assert not any(line.startswith("SCAN inspection") for line in steps.splitlines()), steps
    assert "_sort" in steps, steps
    sorts = steps.count("TEMP B-TREE FOR ORDER BY") + steps.count("Sort Key: inspection")
    assert sorts <= (2 if merged else 0), steps  # what is merged is at most a page an agency


def _check_looked_up_by_id(steps: str) -> None:
    """An officer's few visits, not everybody's in the order of time."""
    assert "ix_participation_officer_id" in steps, steps
    assert "ix_inspection_sort" not in steps, steps
    assert "ix_inspection_state_sort" not in steps, steps
