"""The four lists at the desk walk along indexes on both engines."""

import pytest

from tests.support.city import City
from tests.support.plans import assert_walks_index
from zhifa.app import Parts
from zhifa.benchmarks import list_queries
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
