from collections.abc import Iterator

import pytest
import structlog
from litestar import Litestar
from litestar.testing import TestClient

from tests.evidence.tus import Tus
from tests.support.city import City
from zhifa.web.logs import configure_logs


@pytest.fixture(autouse=True, scope="package")
def quiet() -> Iterator[None]:
    """A refusal's traceback would show megabytes of photograph."""
    configure_logs("CRITICAL")
    yield
    structlog.reset_defaults()


@pytest.fixture
def li(client: TestClient[Litestar], city: City) -> Tus:
    return Tus(client, city, "li")


@pytest.fixture
def wang(client: TestClient[Litestar], city: City) -> Tus:
    return Tus(client, city, "wang")
