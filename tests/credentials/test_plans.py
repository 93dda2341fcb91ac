"""The registry's lists walk along indexes on both engines, however many certificates there are."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import Session

from tests.support.city import City
from tests.support.desk import staff
from tests.support.plans import assert_walks_index
from zhifa.credentials import change_queries, registry_queries, withdrawn_queries
from zhifa.credentials.registry_queries import Filters
from zhifa.pages import encode_cursor

LAST = encode_cursor(["04080000000"])


@pytest.fixture
def session(city: City) -> Iterator[Session]:
    with staff(city).parts.db.read() as made:
        yield made


@pytest.mark.parametrize("filters", [{}, {"words": "王"}, {"kind": "province"}])
def test_certificates_come_in_the_order_of_their_numbers(session: Session, city: City, filters: dict[str, Any]) -> None:
    chosen = Filters(as_of=city.parts.clock(), **filters)

    def page() -> None:
        registry_queries.page(session, city.actor("registrar"), chosen, cursor=LAST, limit=20)

    assert_walks_index(session, page, "pk_certificate")


def test_what_waits_for_approval_comes_newest_first(session: Session, city: City) -> None:
    def page() -> None:
        change_queries.page(session, city.actor("registrar"), state="proposed", kind=None, cursor=None, limit=20)

    assert_walks_index(session, page, "ix_certificate_change_state_id")


def test_withdrawn_certificates_come_latest_first(session: Session, city: City) -> None:
    def page() -> None:
        withdrawn_queries.page(session, city.parts.clock(), number=None, cursor=None, limit=20)

    assert_walks_index(session, page, "ix_certificate_interval_published")
