"""The database: one engine, and one transaction a request, committed before the response.

SQLite (WAL, every commit synced to disk) and PostgreSQL are served alike. A write transaction on SQLite
begins IMMEDIATE, so that two writers queue instead of failing half-way; they queue in turn (``turns.py``).
"""

import functools
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel

from zhifa.errors import Unavailable
from zhifa.joint import Joint, T, Work
from zhifa.ports import StorageFull
from zhifa.prepared import Bare, On, Prepared, connection_of, defaults, given
from zhifa.turns import Turn

SQLITE_BUSY_MS = 30_000

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMING
#: Rows are never validated by their models, so what would do it is not built.
SQLModel.model_config["defer_build"] = True


class Instant(sa.TypeDecorator[datetime]):
    """An aware moment, stored in UTC (SQLite keeps no zone of its own)."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetimes are refused: every moment has a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: Numbers rows. SQLite takes a row's own number for it only where the column is called INTEGER.
RowNumber = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


class Database:
    """The engine with its two kinds of transaction."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._turns: dict[str, Turn] = {}
        self._joint = Joint(self.write)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that changes nothing; rolled back at its end."""
        with _unavailable(), Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that commits at its end, or not at all."""
        with (
            self._turn("write"),
            _unavailable(),
            Session(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            if self.is_sqlite:
                session.connection(execution_options={"zhifa_write": True})
            yield session

    @contextmanager
    def bare(self, *, writes: bool = False) -> Iterator[Bare]:
        """A transaction on the driver itself, for what thousands ask at once; rolled back at its end unless it
        ``writes``. What a session does around a statement costs several times as much as most statements.

        Raises:
            Unavailable, StorageFull
        """
        dbapi: Any = self.engine.dialect.loaded_dbapi
        with self._turn("write") if writes else nullcontext(), _unavailable():
            connection = self.engine.raw_connection()
            try:
                cursor = connection.cursor()
                if self.is_sqlite:
                    cursor.execute(_beginning(writes=writes))
                yield Bare(cursor, self.engine.dialect)
                if writes:
                    connection.commit()
            except dbapi.Error as error:
                connection.invalidate()
                if _is_full(error):
                    raise StorageFull from error
                if isinstance(error, dbapi.OperationalError):
                    raise Unavailable from error
                raise
            finally:
                connection.close()

    def join(self, work: Work[T]) -> T:
        """What ``work`` returns, carried out in a write transaction that it shares with others of this process.

        On SQLite, where writers wait for each other and each for the disk; PostgreSQL lets them write at once, and
        there a transaction of several would only wait for more. A work may be called again, so it only writes.

        Raises:
            Unavailable, StorageFull, and whatever ``work`` raises: it changed nothing.
        """
        if self.is_sqlite:
            return self._joint(work)
        with self.write() as session:
            return work(session)

    def alone(self, name: str) -> AbstractContextManager[None]:
        """Nobody else, in whatever process, does meanwhile what goes by this name. Begun outside any transaction.

        Raises:
            Unavailable
        """
        return self._turn(name) if self.is_sqlite else self._advised(name)

    def close(self) -> None:
        self.engine.dispose()
        for turn in self._turns.values():
            turn.close()

    def _turn(self, name: str) -> AbstractContextManager[None]:
        """SQLite: a file beside the database's. PostgreSQL needs none: it wakes those that wait, in order."""
        if (turn := self._turns.get(name)) is not None:
            return turn()
        file = self.engine.url.database if self.is_sqlite else None
        if not file or file == ":memory:":
            return nullcontext()
        path = Path(file)
        return self._turns.setdefault(name, Turn(path.with_name(f"{path.name}.{name}")))()

    @contextmanager
    def _advised(self, name: str) -> Iterator[None]:
        key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
        with _unavailable(), self.engine.connect() as connection, connection.begin():
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))
            yield


class OneRow:
    """A statement that is asked before everything else: one row by named parameters, outside any transaction of the
    caller's."""

    def __init__(self, db: Database, statement: sa.Select[*tuple[Any, ...]]) -> None:
        self._db, self._prepared = db, Prepared(statement, db.engine.dialect)

    def ask(self, **values: Any) -> Any | None:
        """The row's columns in the order of the statement; None where there is no row.

        Raises:
            Unavailable
        """
        with self._db.bare() as on:
            rows = self._prepared.rows(on, values)
        return rows[0] if rows else None


def table_of(model: type[SQLModel]) -> sa.Table:
    """The table of a model, for Core: SQLModel does not tell the type checker that it has one."""
    found: sa.Table = model.__table__  # type: ignore[attr-defined]
    return found


def insert_once(on: On, table: type[SQLModel], **values: Any) -> bool:
    """Adds the row unless a constraint says that it is there; true if it is this call that added it.

    Two transactions that add the same row at once: the second waits for the first, and is told false.
    """
    connection = connection_of(on)
    row = {**_defaults(table), **values}
    return _insert_once(connection.dialect, table, frozenset(row)).finds(connection, row)


@functools.cache
def _defaults(table: type[SQLModel]) -> Mapping[str, Any]:
    return defaults(table_of(table))


@functools.lru_cache(maxsize=256)
def _insert_once(dialect: sa.Dialect, table: type[SQLModel], names: frozenset[str]) -> Prepared:
    insert = sqlite.insert if dialect.name == "sqlite" else postgresql.insert
    into = table_of(table)
    adding = insert(into).values(given(into, names)).on_conflict_do_nothing()
    return Prepared(adding.returning(*into.primary_key), dialect)


@contextmanager
def _unavailable() -> Iterator[None]:
    """A database that does not answer, or has no room left, is our fault and passes: 503, never 500."""
    try:
        yield
    except DBAPIError as error:
        if _is_full(error.orig):
            raise StorageFull from error
        if isinstance(error, sa.exc.OperationalError) or error.connection_invalidated:
            raise Unavailable from error
        raise


def _is_full(said: BaseException | None) -> bool:
    """SQLITE_FULL, and PostgreSQL's disk_full."""
    return getattr(said, "sqlite_errorname", None) == "SQLITE_FULL" or getattr(said, "sqlstate", None) == "53100"


def _engine(url: str) -> sa.Engine:
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    if not url.startswith("sqlite"):
        return sa.create_engine(url, pool_size=20, max_overflow=20, pool_pre_ping=True)
    engine = sa.create_engine(url, pool_size=20, max_overflow=20, connect_args={"timeout": SQLITE_BUSY_MS / 1000})
    sa.event.listen(engine, "connect", _configure_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _configure_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # BEGIN is sent by _begin_sqlite, not by the driver.
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "wal_autocheckpoint=4000",  # pages, 16 MB: what is written again and again is copied back less often
        "foreign_keys=ON",
        f"busy_timeout={SQLITE_BUSY_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("zhifa_write", False)
    connection.exec_driver_sql(_beginning(writes=writes))


def _beginning(*, writes: bool) -> str:
    return "BEGIN IMMEDIATE" if writes else "BEGIN"
