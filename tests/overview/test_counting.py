"""What was counted equals a recount, whatever happened and in whatever order."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import msgspec
import pytest
import sqlalchemy as sa
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import col

from tests.compliance.doors import faultless, work
from tests.overview.made import START, add_visit, as_told, at_random, counted, find, follow, recounted, review
from tests.support.city import City
from tests.support.plans import assert_uses_index
from zhifa.db import table_of
from zhifa.identity.actor import Actor
from zhifa.inspections.models import Inspection
from zhifa.jobs import Job
from zhifa.overview import count_queries, queries
from zhifa.overview.counting import Counting
from zhifa.overview.jobs import COUNT
from zhifa.overview.models import Counted, Due
from zhifa.overview.periods import parse

Client = TestClient[Litestar]
MONTHS = ("2026-09", "2026-10", "2026-11", "2026-12")


def overview(client: Client, city: City, who: str = "overseer", **query: Any) -> dict[str, Any]:
    answer = client.get("/api/overview", params=query, headers=city.headers(who))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def kept(city: City) -> dict[tuple[UUID, str], dict[str, int]]:
    """What is counted, without what amounts to nothing."""
    with city.parts.db.read() as session:
        rows = session.execute(sa.select(col(Counted.agency_id), col(Counted.period), col(Counted.figures))).all()
    found = {(row.agency_id, row.period): msgspec.json.decode(row.figures) for row in rows}
    return {key: figures for key, figures in found.items() if figures}


@pytest.mark.parametrize("seed", range(3))
def test_after_random_changes_the_figures_are_those_of_a_recount(client: Client, city: City, seed: int) -> None:
    at_random(city, Random(seed), visits=25, steps=40)
    counted(city)
    for agency in (city.yanhu, city.street, city.ruicheng):
        for month in MONTHS:
            with city.parts.db.read() as session:
                expected = recounted(session, agency, month)
            assert as_told(overview(client, city, period=month, agency=str(agency))) == expected
        _a_year_is_the_sum_of_its_months(client, city, str(agency))
    before = kept(city)
    Counting(city.parts.db, city.parts.clock).rebuild()
    assert kept(city) == before, "made anew it is the same"


def _a_year_is_the_sum_of_its_months(client: Client, city: City, agency: str) -> None:
    year, *months = (overview(client, city, period=each, agency=agency) for each in ("2026", *MONTHS))
    assert [each["visits"] for each in year["slices"][8:]] == [month["now"]["visits"] for month in months]
    for figure in ("visits", "closed", "withdrawn", "decided", "answers_failed"):
        assert year["now"][figure] == sum(month["now"][figure] for month in months)
    for family in ("results", "rules", "fields"):
        summed = Counter[str]()
        for month in months:
            summed.update(_shares(month, family))
        assert _shares(year, family) == summed


def _shares(told: dict[str, Any], family: str) -> Counter[str]:
    return Counter({each.get("name", each.get("rule")): each["visits"] for each in told[family] if each["visits"]})


def test_who_saw_less_writes_nothing(client: Client, city: City) -> None:
    """Two count at once: the one that looked before the change comes to its writing last."""
    visit = add_visit(city)
    follow(city, [visit])
    counting = Counting(city.parts.db, city.parts.clock)
    with city.parts.db.read() as session:
        (due, _) = count_queries.next_due(session, 2)
    follow(city, [visit])
    counting.write([(due, {"state": {"closed": 99}})])
    assert overview(client, city, period="2026-09")["now"]["visits"] == 0
    assert overview(client, city, period="2026-09")["behind"]
    counted(city)
    counting.write([(due, {"state": {"closed": 99}})])
    told = overview(client, city, period="2026-09")
    assert (told["now"]["visits"], told["behind"]) == (1, False)


def test_a_visit_is_seen_a_little_after_it_arrives(client: Client, city: City) -> None:
    faultless(city).send(client)
    work(city)
    told = overview(client, city)
    assert (told["now"]["visits"], told["behind"]) == (0, True)
    with city.parts.db.read() as session:
        assert session.scalars(sa.select(Job).where(col(Job.kind) == COUNT)).first()
    city.parts.clock.forward(seconds=20)  # type: ignore[attr-defined]
    work(city)
    told = overview(client, city)
    assert (told["now"]["visits"], told["now"]["closed"], told["behind"]) == (1, 1, False)
    assert told["matters"]["covered"] == 1
    with city.parts.db.read() as session:
        assert session.scalars(sa.select(Due)).all() == []


def test_the_month_of_a_visit_is_the_one_in_which_it_ended_in_shanghai(client: Client, city: City) -> None:
    """Opened on the last evening of October (Shanghai), ended on the first morning of November."""
    visit = add_visit(city, opened=datetime(2026, 10, 31, 15, 30, tzinfo=UTC), closed_at=None, state="open")
    follow(city, [visit])
    counted(city)
    assert overview(client, city, period="2026-10")["now"]["open"] == 1
    with city.parts.db.write() as session:
        end = datetime(2026, 10, 31, 16, 30, tzinfo=UTC)
        table = table_of(Inspection)
        session.execute(sa.update(table).where(table.c.id == visit).values(closed_at=end, sort_at=end, state="closed"))
    follow(city, [visit])
    counted(city)
    assert overview(client, city, period="2026-10")["now"]["visits"] == 0
    november = overview(client, city, period="2026-11")
    assert (november["now"]["visits"], november["slices"][0]["visits"]) == (1, 1)
    quarter = overview(client, city, period="2026-Q4")
    assert [each["visits"] for each in quarter["slices"]] == [0, 1, 0]


def test_a_year_is_behind_while_a_month_of_it_is(client: Client, city: City) -> None:
    """Opened on the last day of a year, ended on the first of the next: both years and the month are due at once."""
    ended = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    follow(city, [add_visit(city, opened=ended - timedelta(hours=1), closed_at=ended)])
    periods = ("2026", "2027", "2027-01")
    assert [overview(client, city, period=each)["behind"] for each in periods] == [True] * 3
    counted(city)
    told = [overview(client, city, period=each) for each in periods]
    assert [(each["behind"], each["now"]["visits"]) for each in told] == [(False, 0), (False, 1), (False, 1)]


def test_time_to_review_runs_from_arrival_to_the_first_decision(client: Client, city: City) -> None:
    for hours in (1, 2, 3, 30):
        visit = add_visit(city)
        ended = START + timedelta(hours=1)
        review(city, visit, "comment", ended + timedelta(minutes=5))
        review(city, visit, "return", ended + timedelta(hours=hours))
        review(city, visit, "accept", ended + timedelta(hours=hours + 50))
        follow(city, [visit])
    counted(city)
    now = overview(client, city, period="2026-09")["now"]
    assert (now["decided"], now["first_returned"], now["median_hours"], now["ninety_hours"]) == (4, 4, 2, 30)


def test_caps_count_a_year_of_one_agency_without_exempt_visits(client: Client, city: City) -> None:
    """The matter's cap is two."""
    standing = []
    for number, source in enumerate(("plan", "complaint", "plan", "plan")):
        follow(city, [add_visit(city, opened=START + timedelta(days=number), source=source)])
        counted(city)
        caps = overview(client, city, period="2026-09")["caps"]
        standing.append((caps["near"], caps["reached"], caps["over"]))
    assert standing == [(1, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)]


def test_findings_fields_warnings_and_gaps_are_told(client: Client, city: City) -> None:
    visit = add_visit(city)
    for rule in ("P06-1", "P06-3", "E02-2"):
        find(city, visit, rule)
    follow(city, [visit, add_visit(city, agency=city.ruicheng, matters=[])])
    counted(city)
    told = overview(client, city, period="2026-09")
    assert told["now"]["found"] == 1
    assert {each["rule"]: each["visits"] for each in told["rules"]} == {"P06-1": 1, "P06-3": 1, "E02-2": 1}
    warned = {each["code"]: each["visits"] for each in told["warnings"]}
    assert (warned["W7"], warned["W24"], warned["W3"]) == (1, 1, 0), "a visit of two rules is one visit of the model"
    food = next(each for each in told["key_fields"] if each["name"] == "食品药品")
    assert (food["agencies"], food["visits"], food["gap"]) == (2, 2, False)
    assert next(each for each in overview(client, city, period="2026-08")["key_fields"] if each["agencies"])["gap"]
    by_agency = {each["id"]: (each["matters_held"], each["matters_covered"]) for each in told["agencies"]}
    assert (by_agency[str(city.yanhu)], by_agency[str(city.ruicheng)]) == ((1, 1), (1, 0))
    gaps = overview(client, city, period="2026-09", agency=str(city.ruicheng))["matters"]["gaps"]
    assert [each["code"] for each in gaps] == ["SP-CY-001"]


def test_indexes_serve_what_is_counted_and_read(city: City) -> None:
    visit = add_visit(city)
    find(city, visit, "P06-1")
    review(city, visit, "accept", START + timedelta(hours=2))
    follow(city, [visit])
    counted(city)
    month = parse("2026-11")
    span = (city.yanhu, month.starts_at, month.ends_at)
    with city.parts.db.read() as session:
        assert_uses_index(session, lambda: count_queries.visits(session, *span), "ix_inspection_agency_sort")
        assert_uses_index(session, lambda: count_queries.rules(session, *span), "ix_inspection_agency_sort")
        assert_uses_index(session, lambda: count_queries.first_decisions(session, *span), "ix_inspection_agency_sort")
    supervisor = _actor(city, "supervisor")
    with city.parts.db.read() as session:
        filters = queries.Filters(period=month)
        counted_too = lambda: queries.counted(session, supervisor, filters, month.months)  # noqa: E731
        assert_uses_index(session, counted_too, "pk_overview_counted")


def _actor(city: City, name: str) -> Actor:
    person = city[name]
    return Actor(person.account, person.account, person.role, name, person.agency, None, None)
