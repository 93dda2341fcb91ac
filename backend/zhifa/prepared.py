"""Statements for the few ways that thousands take at once: compiled once and run on the driver itself.

SQLAlchemy compiles, looks statements up in a cache and makes objects of rows, each time; where the same few questions
are asked all day, that is most of what they cost. What is kept of it is how a type goes in and comes out.
"""

from collections import namedtuple
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

Values = Mapping[str, Any]
#: Values of a column whose reading is remembered.
REMEMBERED = 4096


class Bare:
    """A transaction on the driver itself (``Database.bare``)."""

    __slots__ = ("_cursor", "dialect")

    def __init__(self, cursor: Any, dialect: sa.Dialect) -> None:
        self._cursor, self.dialect = cursor, dialect

    def exec_driver_sql(self, sql: str, values: Any) -> Any:
        """As SQLAlchemy's connections do it; a list of values: once for each. Its rows are fetched before the next."""
        if isinstance(values, list):
            self._cursor.executemany(sql, values)
        else:
            self._cursor.execute(sql, values)
        return self._cursor


On = Session | sa.Connection | Bare


class Prepared:
    """One statement for one kind of database. ``sql`` is its text, ``said`` and ``read`` what goes in and comes out."""

    def __init__(self, statement: sa.Executable, dialect: sa.Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
        self.sql = str(compiled)
        binds = {name: _entrance(bind.type, dialect) for name, bind in compiled.binds.items()}
        self._positional = compiled.positiontup is not None
        self._into = [(name, binds[name]) for name in compiled.positiontup or binds]
        columns = list(getattr(statement, "selected_columns", ()))
        self._outof = [_exit(column.type, dialect) for column in columns]
        self._row: Any = namedtuple("Row", [column.key for column in columns], rename=True)  # type: ignore[misc]

    def said(self, values: Values) -> Any:
        """The values as the driver takes them."""
        if self._positional:
            return tuple([_through(enter, values[name]) for name, enter in self._into])
        return {name: _through(enter, values[name]) for name, enter in self._into}

    def read(self, row: Sequence[Any]) -> Any:
        """What the driver gave, as a named tuple of the statement's columns."""
        return self._row(*[_through(leave, value) for leave, value in zip(self._outof, row, strict=True)])

    def rows(self, on: On, values: Values) -> list[Any]:
        return [self.read(row) for row in self.raw(on, values)]

    def raw(self, on: On, values: Values) -> Sequence[Any]:
        """The rows as the driver gives them."""
        rows: Sequence[Any] = connection_of(on).exec_driver_sql(self.sql, self.said(values)).fetchall()
        return rows

    def finds(self, on: On, values: Values) -> bool:
        """Whether there is a row."""
        return bool(self.raw(on, values))

    def for_each(self, on: On, rows: Sequence[Values]) -> int:
        """Runs the statement once for each of the values; how many rows it added or changed."""
        changed: int = connection_of(on).exec_driver_sql(self.sql, [self.said(values) for values in rows]).rowcount
        return changed


class Lookup:
    """The rows of a statement whose ``key`` is one of several values.

    There is a text for each power of two, and the last value fills it up, so that the database, too, meets few texts.
    Every row is asked for anew. Where the same ``come_again`` all day, one that comes out as it did before is read as
    it was before.
    """

    def __init__(self, statement: sa.Select[*tuple[Any, ...]], key: Any, *, come_again: bool = False) -> None:
        self._statement, self._key = statement, key
        self._prepared = lru_cache(maxsize=32)(self._sized)
        self._known: dict[Any, Any] | None = {} if come_again else None

    def rows(self, on: On, values: Collection[Any], **others: Any) -> list[Any]:
        """``others``: values of the parameters that the statement names."""
        if not values:
            return []
        size = 1 << (len(values) - 1).bit_length()
        filled = [*values, *[next(iter(values))] * (size - len(values))]
        connection = connection_of(on)
        prepared = self._prepared(connection.dialect, size)
        found = prepared.raw(connection, {**others, **{f"key_{place}": each for place, each in enumerate(filled)}})
        return [self._read(prepared, row) for row in found]

    def _read(self, prepared: Prepared, row: Any) -> Any:
        if self._known is None:
            return prepared.read(row)
        raw = tuple(row)
        try:
            known = self._known.get(raw)
        except TypeError:  # a driver that gives JSON as an object, which nothing can be found by
            return prepared.read(row)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[raw] = prepared.read(row)
        return known

    def _sized(self, dialect: sa.Dialect, size: int) -> Prepared:
        places: list[Any] = [sa.bindparam(f"key_{place}", type_=self._key.type) for place in range(size)]
        return Prepared(self._statement.where(self._key.in_(places)), dialect)


class Insert:
    """New rows of a table; those of one call have the same columns."""

    def __init__(self, table: sa.Table) -> None:
        self._table, self._defaults = table, defaults(table)
        self._prepared = lru_cache(maxsize=32)(self._with)

    def add(self, on: On, rows: Sequence[Values]) -> None:
        """Raises IntegrityError."""
        if rows:
            connection, whole = connection_of(on), [{**self._defaults, **row} for row in rows]
            self._prepared(connection.dialect, tuple(whole[0])).for_each(connection, whole)

    def _with(self, dialect: sa.Dialect, names: tuple[str, ...]) -> Prepared:
        return Prepared(sa.insert(self._table).values(given(self._table, names)), dialect)


def given(table: sa.Table, names: Collection[str]) -> Mapping[str, Any]:
    """These columns of a row to be written, each as a parameter of its name."""
    return {name: sa.bindparam(name, type_=table.c[name].type) for name in names}


def defaults(table: sa.Table) -> Values:
    """What a column that is not given holds, where the model says so (not the database)."""
    columns = ((each.key, each.default) for each in table.c)
    return {key: said.arg for key, said in columns if isinstance(said, sa.ColumnDefault) and said.is_scalar}


def connection_of(on: On) -> sa.Connection | Bare:
    """Where a statement runs: asking a session for it costs a quarter of one."""
    return on.connection() if isinstance(on, Session) else on


def _entrance(kind: sa.types.TypeEngine[Any], dialect: sa.Dialect) -> Callable[[Any], Any] | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _exit(kind: sa.types.TypeEngine[Any], dialect: sa.Dialect) -> Callable[[Any], Any] | None:
    """The same text comes out as the same value, so each is read once: most columns of many rows hold few of them."""
    processor = kind.dialect_impl(dialect).result_processor(dialect, None)
    return lru_cache(maxsize=REMEMBERED)(processor) if processor else None


def _through(processor: Callable[[Any], Any] | None, value: Any) -> Any:
    return value if processor is None or value is None else processor(value)
