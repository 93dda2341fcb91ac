"""The bench's many visits are rows as the product writes them, so that what is measured of them holds."""

from typing import Any

import pytest
import sqlalchemy as sa
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import SQLModel, col

from tests.bench import million
from tests.compliance.doors import faultless, work
from tests.overview.made import as_told, recounted
from tests.support.city import City
from zhifa.db import table_of
from zhifa.inspections.models import Inspection, Participation
from zhifa.overview.counting import Counting

Client = TestClient[Litestar]
VISITS = 520


@pytest.fixture
def small(city: City, monkeypatch: pytest.MonkeyPatch) -> City:
    monkeypatch.setattr(million, "SUBJECTS", 200)
    return city


def fill(city: City) -> None:
    assert million.fill(city.parts, city, VISITS) == VISITS


def test_every_value_is_stored_as_one_that_came_through_the_door(client: Client, small: City) -> None:
    faultless(small).send(client)
    work(small)
    real = {table: _rows(small, table) for table in million.COLUMNS}
    fill(small)
    for table, names in million.COLUMNS.items():
        made = _rows(small, table)
        assert len(made) > len(real[table])
        for name in names.split(", "):
            assert len(_shape(small, table, name)) <= 1, (table, name)
            own, values = ({type(getattr(row, name)) for row in rows} for rows in (real[table], made))
            assert own <= values, (table, name)


def _rows(city: City, table: type[SQLModel]) -> list[Any]:
    with city.parts.db.read() as session:
        return list(session.execute(sa.select(*table_of(table).c)).all())


def _shape(city: City, table: type[SQLModel], name: str) -> frozenset[tuple[str, int]]:
    """How SQLite stores a column: the type, and of ids and moments the length; PostgreSQL knows no other way."""
    if not city.parts.db.is_sqlite or not (name == "id" or name.endswith(("_id", "_at"))):
        return frozenset()
    column = table_of(table).c[name]
    told = sa.select(sa.func.typeof(column), sa.func.length(column)).distinct().where(column.is_not(None))
    with city.parts.db.read() as session:
        return frozenset((kind, length) for kind, length in session.execute(told))


def test_many_visits_lie_in_working_hours_and_are_found_and_counted_like_any(client: Client, small: City) -> None:
    fill(small)
    with small.parts.db.read() as session:
        rows = session.execute(sa.select(col(Inspection.id), col(Inspection.opened_at))).all()
        states = session.execute(
            sa.select(col(Inspection.state), sa.func.count()).group_by(col(Inspection.state))
        ).all()
        led = session.scalar(sa.select(sa.func.count()).select_from(Participation))
    assert led == len(rows) == VISITS
    assert all(row.id.int >> 80 == int(row.opened_at.timestamp() * 1000) for row in rows), "ids tell their time"
    assert all(row.opened_at.weekday() < 5 for row in rows)
    assert dict(map(tuple, states))["open"] == 50
    Counting(small.parts.db, small.parts.clock).rebuild()
    answer = client.get(
        "/api/overview", params={"period": "2026-03", "agency": str(small.yanhu)}, headers=small.headers("overseer")
    )
    with small.parts.db.read() as session:
        assert as_told(answer.json()) == recounted(session, small.yanhu, "2026-03")
