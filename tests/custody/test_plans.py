"""The ledger asks for a visit's entries and for a place by index, on both engines."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from tests.support.city import City
from tests.support.plans import assert_uses_index, assert_walks_index
from zhifa.custody import queries
from zhifa.ids import new_id


@pytest.fixture
def session(city: City) -> Iterator[Session]:
    with city.parts.db.read() as made:
        yield made


def test_entries_without_a_place_are_found_by_visit(session: Session) -> None:
    def asked() -> None:
        queries.without_place(session, [new_id()])

    assert_uses_index(session, asked, r"ix_entry_inspection_id|uq_entry_opened|entry_inspection_id_device_id_seq")
    assert_uses_index(session, asked, r"uq_ledger_place_jti|sqlite_autoindex_ledger_place_1")


def test_places_are_walked_in_their_order(session: Session) -> None:
    assert_walks_index(session, lambda: queries.places(session, 5, 100), "pk_ledger_place", "pk_entry")
