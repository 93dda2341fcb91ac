"""The list walks along indexes on both engines: nobody's page sorts, or scans, the whole table."""

import itertools
from uuid import UUID

import pytest
import sqlalchemy as sa

from tests.support.city import City
from tests.support.crowd import NOON, add_agencies, add_visits
from tests.support.plans import assert_uses_index, explained, scanned, steps
from zhifa.compliance.findings_queries import open_findings_of
from zhifa.db import table_of
from zhifa.inspections.listing import Filters, page_statement
from zhifa.inspections.models import Inspection

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
        statement = page_statement(session, city.actor(who), filters, POSITION, 21)
        return explained(session, statement)


def test_nobodys_page_sorts_or_scans_the_table(crowded: City) -> None:
    for who, filters in itertools.product(REVIEWERS, (Filters(), Filters(state="closed"), Filters(since=NOON))):
        _check_index_ranges_in_order(plan(crowded, who, filters), merged=who != "overseer")
    for filters in (Filters(), Filters(state="closed"), Filters(mine=True)):
        _check_looked_up_by_id(plan(crowded, "li", filters))


def test_why_the_rows_of_a_page_are_grave_is_looked_up_by_their_ids(crowded: City) -> None:
    with crowded.parts.db.read() as session:
        ids = session.scalars(sa.select(table_of(Inspection).c.id).limit(21)).all()
        unique = "uq_compliance_finding_inspection_id_rule"
        index = "sqlite_autoindex_compliance_finding_2" if crowded.parts.db.is_sqlite else unique
        assert_uses_index(session, lambda: open_findings_of(session, ids), index)
        assert not scanned(steps(session, lambda: open_findings_of(session, ids)))


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
