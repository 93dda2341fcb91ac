"""Unusual verifications are found by day and agency, and reports come newest first, on both engines."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlmodel import Session

from tests.support.city import City
from tests.support.plans import assert_uses_index, assert_walks_index
from zhifa.ids import new_id
from zhifa.pages import encode_cursor
from zhifa.verification import report_queries, unusual_queries

SINCE = date(2026, 11, 17)


@pytest.fixture
def session(city: City) -> Iterator[Session]:
    with city.parts.db.read() as made:
        yield made


@pytest.mark.parametrize("who", ["supervisor", "overseer"])
def test_unusual_verifications_are_found_by_agency_and_day(session: Session, city: City, who: str) -> None:
    actor = city.actor(who)

    def places() -> None:
        unusual_queries.many_places(session, actor, SINCE, kind="dynamic", from_=3)

    def stale() -> None:
        unusual_queries.many_stale(session, actor, SINCE, from_=5)

    for question in (places, stale):
        assert_uses_index(session, question, r"ix_verification_(agency_id_)?day")


@pytest.mark.parametrize("cursor", [None, encode_cursor([new_id()])], ids=["first", "following"])
def test_reports_come_newest_first(session: Session, city: City, cursor: str | None) -> None:
    def page() -> None:
        report_queries.page(session, city.actor("overseer"), cursor=cursor, limit=20)

    assert_walks_index(session, page, "pk_false_officer_report")
