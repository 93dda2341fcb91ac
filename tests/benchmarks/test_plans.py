"""The library and its four lists along indexes, on both engines."""

from datetime import date

import pytest

from tests.support.city import City
from tests.support.plans import assert_walks_index, steps
from zhifa.app import Parts
from zhifa.benchmarks import list_queries
from zhifa.benchmarks.queries import Filters, listed
from zhifa.pages import encode_cursor


@pytest.mark.parametrize("who", ["overseer", "supervisor"])
def test_versions_of_a_status_come_in_the_order_of_their_codes(parts: Parts, city: City, who: str) -> None:
    actor, cursor = city.actor(who), encode_cursor(["CF-30", 1])
    with parts.db.read() as session:
        assert_walks_index(
            session,
            lambda: list_queries.listed(session, actor, status="draft", cursor=cursor, limit=20),
            "ix_benchmark_list_version_status_code",
        )


def test_every_version_of_a_row_is_found_by_its_code(parts: Parts, city: City) -> None:
    actor = city.actor("supervisor")
    with parts.db.read() as session:
        assert_walks_index(session, lambda: list_queries.of_code(session, actor, "CF-30"), "pk_benchmark_list_version")


@pytest.mark.parametrize("q", ["", "食品"])
def test_each_benchmark_is_asked_for_its_version_of_the_day(parts: Parts, q: str) -> None:
    """Contents are long: whoever began with the versions would read all of them."""
    with parts.db.read() as session:
        told = steps(session, lambda: listed(session, Filters(on=date(2026, 11, 23), q=q), cursor=None, limit=20))
    assert "ix_benchmark_version_in_force" in told
    assert "ix_benchmark_version_status_benchmark" not in told
