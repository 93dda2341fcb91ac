"""The registrar's desk, in the small city."""

import pytest

from tests.support.city import City
from tests.support.desk import Client, Desk, staff


@pytest.fixture
def desk(client: Client, city: City) -> Desk:
    return Desk(client, staff(city))
