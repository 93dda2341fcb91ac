"""Both engines for every test that asks for ``parts``: SQLite with files, and PostgreSQL with S3."""

import gc
import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import hypothesis
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.support import postgres, seaweed
from tests.support.api import client_of
from tests.support.city import City, make_city
from tests.support.statements import reuse_compiled
from zhifa.app import Parts, make_parts
from zhifa.db import Database
from zhifa.migrations import upgrade
from zhifa.settings import Settings

# The same cases everywhere, and no clock: a loaded machine is no finding.
hypothesis.settings.register_profile("zhifa", deadline=None, derandomize=True)
hypothesis.settings.load_profile("zhifa")

# Every test makes an application of some hundred thousand objects: looked through less often, for a tenth of the time.
gc.set_threshold(100_000, 20, 20)

ENGINES = ("sqlite-files", "postgres-s3")
_numbers = itertools.count()


@dataclass
class TestClock:
    """A clock that a test sets; it does not run by itself."""

    __test__ = False
    moment: datetime = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "zhifa.sqlite3"
    db = Database(f"sqlite:///{path}")
    upgrade(db)
    db.close()
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with postgres.cluster() as server:
        db = Database(postgres.create_database(server, "zhifa_template"))
        upgrade(db)
        db.close()
        yield server


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    with seaweed.s3_server() as server:
        yield server


@contextmanager
def installed(request: pytest.FixtureRequest, data_dir: Path) -> Iterator[Settings]:
    """Settings of an installation of the kind that the fixture's parameter names, its database empty and migrated."""
    base = Settings(data_dir=data_dir, log_level="ERROR", worker=False)
    base.data_dir.mkdir()
    if request.param == "sqlite-files":
        shutil.copy(request.getfixturevalue("sqlite_template"), base.data_dir / "zhifa.sqlite3")
        yield base
        return
    number = next(_numbers)
    with postgres.lent_database(request.getfixturevalue("postgres_server"), template="zhifa_template") as url:
        yield replace(base, database_url=url, objects_url=f"{request.getfixturevalue('s3')}/zhifa-{number}")


@pytest.fixture(params=ENGINES)
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    with installed(request, tmp_path / "data") as made:
        yield made


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def parts(settings: Settings, clock: TestClock) -> Iterator[Parts]:
    made = make_parts(settings, clock=clock)
    reuse_compiled(made.db)
    yield made
    made.db.close()


@pytest.fixture
def client(parts: Parts) -> Iterator[TestClient[Litestar]]:
    with client_of(parts) as made:
        yield made


@pytest.fixture
def city(parts: Parts) -> City:
    return make_city(parts)
