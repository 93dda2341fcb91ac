import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.evidence.tus import Tus
from tests.support.city import City


@pytest.fixture
def li(client: TestClient[Litestar], city: City) -> Tus:
    return Tus(client, city, "li")


@pytest.fixture
def wang(client: TestClient[Litestar], city: City) -> Tus:
    return Tus(client, city, "wang")
