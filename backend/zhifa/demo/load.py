"""Writes the demo city into a database, once; a second time changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session, col

from zhifa.agencies.models import Agency
from zhifa.credentials.models import Officer
from zhifa.db import Database
from zhifa.demo.accounts import PASSWORD
from zhifa.demo.world import world
from zhifa.identity.models import Account
from zhifa.identity.passwords import hashed
from zhifa.matters.models import Matter
from zhifa.subjects.models import Subject


class NotADemoDatabase(Exception):
    """The database holds what is not ours; demo data must never lie beside it."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """``rows``: how many were written now, by table; all zero when the city was there already."""

    rows: dict[str, int]


def load(db: Database) -> Loaded:
    """One transaction: the whole city or nothing.

    Raises:
        NotADemoDatabase: it holds agencies, subjects, officers, matters or accounts that are not demo data.
    """
    made = world(hashed(PASSWORD))
    with db.write() as session:
        _refuse_real_data(session, {row["id"] for row in made[Account]})
        insert = sqlite_insert if db.is_sqlite else postgres_insert
        return Loaded({table.__name__: _write(session, table, insert, rows) for table, rows in made.items()})


def _write(session: Session, table: type[Any], insert: Any, rows: Sequence[dict[str, Any]]) -> int:
    """How many rows the table has gained; the drivers do not count alike."""
    before = _count(session, table)
    session.connection().execute(insert(table).on_conflict_do_nothing(), rows)
    return _count(session, table) - before


def _count(session: Session, table: type[Any]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def _refuse_real_data(session: Session, ours: set[Any]) -> None:
    for table in (Agency, Subject, Officer, Matter):
        if session.scalar(sa.select(sa.func.count()).select_from(table).where(sa.not_(col(table.demo)))):
            raise NotADemoDatabase(f"there are real rows in {table.__name__}")
    if set(session.scalars(sa.select(col(Account.id)))) - ours:
        raise NotADemoDatabase("there are accounts that are not of the demo city")
