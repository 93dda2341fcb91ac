"""Writes rows once and lets the database repeat them, each time later by the same stretch, with ids of that time.

Indexes are made once, at the end, and figures for the planner after that; nothing is durable while it lasts, and no
foreign key is asked: whoever calls names only rows that are there.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import sqlalchemy as sa

from zhifa.app import Parts
from zhifa.db import Instant

#: Which columns are ids that were made at a moment: they are made anew for each repetition.
MADE = frozenset({"notebook", "inspection", "compliance_finding", "review"})
#: Each repetition is about the subjects so many further on in the order of their ids.
FURTHER = 7919

Columns = Mapping[sa.Table, Sequence[str]]
Pattern = Mapping[sa.Table, Sequence[Sequence[Any]]]


def write(parts: Parts, columns: Columns, pattern: Pattern, *, stretch: timedelta, times: int) -> None:
    made = _making(parts, columns)
    _dropped(parts, columns)
    with _sqlite(parts) if parts.db.is_sqlite else _postgres(parts) as engine:
        engine.pattern(columns, pattern)
        for number in range(times):
            for table, names in columns.items():
                engine.repeat(table, names, number, stretch * number)
        for statement in made:
            engine.carry_out(statement)
    _analysed(parts)


class _Engine:
    """What both engines do alike; a row's ``key`` is told as text of 32 hexadecimal digits, its first 12 the time."""

    mark: str
    text: str

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def pattern(self, columns: Columns, pattern: Pattern) -> None:
        """Rows beside the tables, with the milliseconds in their ids, and the subjects in an order."""
        for table, names in columns.items():
            scratch = ", ".join(f"{name} {self._type(table.c[name])}" for name in names)
            made = [name for name in names if _made(table.c[name])]
            moments = "".join(f", {name}_ms BIGINT" for name in made)
            self._connection.execute(f"CREATE TEMP TABLE pattern_{table.name} ({scratch}{moments})")
            places = [names.index(name) for name in made]
            self._add(f"pattern_{table.name}", [*names, *(f"{name}_ms" for name in made)], pattern[table], places)
        self._connection.execute(
            "CREATE TEMP TABLE pattern_subject AS SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM subject"
        )
        self._connection.execute("CREATE UNIQUE INDEX temp_place ON pattern_subject (place)")
        self._connection.execute("CREATE UNIQUE INDEX temp_id ON pattern_subject (id)")

    def carry_out(self, statement: str) -> None:
        self._connection.execute(statement)

    def repeat(self, table: sa.Table, names: Sequence[str], number: int, later: timedelta) -> None:
        told = ", ".join(self._told(table.c[name], number, later) for name in names)
        statement = f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {told} FROM pattern_{table.name} AS p"
        if "subject_id" in names:
            many = "(SELECT count(*) FROM pattern_subject)"
            statement += (
                " JOIN pattern_subject AS was ON was.id = p.subject_id"
                f" JOIN pattern_subject AS s ON s.place = (was.place + {FURTHER * number}) % {many}"
            )
        self._connection.execute(statement)

    def _told(self, column: sa.Column[Any], number: int, later: timedelta) -> str:
        if column.name == "subject_id":
            return "s.id"
        if _made(column):
            return self._id(f"p.{column.name}", int(later / timedelta(milliseconds=1)))
        if isinstance(column.type, Instant):
            return self._moment(f"p.{column.name}", later.days)
        return f"p.{column.name}"

    def _add(self, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]], places: Sequence[int]) -> None:
        raise NotImplementedError

    def _type(self, column: sa.Column[Any]) -> str:
        raise NotImplementedError

    def _id(self, key: str, later_ms: int) -> str:
        raise NotImplementedError

    def _moment(self, moment: str, days: int) -> str:
        raise NotImplementedError


class _Sqlite(_Engine):
    """Moments and ids are text, as SQLAlchemy stores them; a moment has no more than milliseconds."""

    def _add(self, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]], places: Sequence[int]) -> None:
        marks = ", ".join("?" * len(names))
        told = ([*map(_as_text, row), *(_ms(row[place]) for place in places)] for row in rows)
        self._connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", told)

    def _type(self, column: sa.Column[Any]) -> str:
        return "INTEGER" if isinstance(column.type, sa.Integer | sa.Boolean) else "TEXT"

    def _id(self, key: str, later_ms: int) -> str:
        return f"printf('%012x', {key}_ms + {later_ms}) || substr({key}, 13)"

    def _moment(self, moment: str, days: int) -> str:
        return f"strftime('%Y-%m-%d %H:%M:%f', {moment}, '+{days} days') || '000'"


class _Postgres(_Engine):
    def _add(self, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]], places: Sequence[int]) -> None:
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row([*map(_as_json, row), *(_ms(row[place]) for place in places)])

    def _type(self, column: sa.Column[Any]) -> str:
        return str(column.type.compile(dialect=sa.dialects.postgresql.dialect()))

    def _id(self, key: str, later_ms: int) -> str:
        low = f"substr(replace({key}::text, '-', ''), 13)"
        return f"(lpad(to_hex({key}_ms + {later_ms}), 12, '0') || {low})::uuid"

    def _moment(self, moment: str, days: int) -> str:
        return f"{moment} + interval '{days * 24} hours'"


def _made(column: sa.Column[Any]) -> bool:
    """Whether it is the id of something of the pattern, or names one."""
    named = {key.column.table.name for key in column.foreign_keys}
    return bool(MADE & named) or (column.name == "id" and column.table.name in MADE)


def _ms(key: UUID) -> int:
    return key.int >> 80


def _as_text(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ", "microseconds")
    return _as_json(value)


def _as_json(value: Any) -> Any:
    """As SQLAlchemy writes it."""
    return json.dumps(value) if isinstance(value, dict | list) else value


@contextmanager
def _sqlite(parts: Parts) -> Iterator[_Engine]:
    """Straight into the database's file: through the journal everything would be written twice."""
    connection = sqlite3.connect(str(parts.db.engine.url.database), isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "temp_store=MEMORY", "cache_size=-400000"):
        connection.execute(f"PRAGMA {pragma}").close()
    connection.execute("BEGIN IMMEDIATE")
    yield _Sqlite(connection)
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode=WAL").close()
    connection.close()


@contextmanager
def _postgres(parts: Parts) -> Iterator[_Engine]:
    with psycopg.connect(parts.settings.database) as connection:
        connection.execute("SET session_replication_role = replica")  # asks no foreign key
        connection.execute("SET maintenance_work_mem = '256MB'")
        yield _Postgres(connection)


def _indexes(columns: Columns) -> list[sa.Index]:
    return [index for table in columns for index in sorted(table.indexes, key=lambda index: str(index.name))]


def _making(parts: Parts, columns: Columns) -> list[str]:
    """The statements that make the indexes."""
    dialect = parts.db.engine.dialect
    return [str(sa.schema.CreateIndex(index).compile(dialect=dialect)) for index in _indexes(columns)]


def _dropped(parts: Parts, columns: Columns) -> None:
    with parts.db.engine.begin() as connection:
        for index in _indexes(columns):
            index.drop(connection)
    parts.db.engine.dispose()


def _analysed(parts: Parts) -> None:
    """SQLite is left without figures, as production leaves it."""
    if not parts.db.is_sqlite:
        with psycopg.connect(parts.settings.database, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
