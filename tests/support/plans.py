"""How the database finds the rows of a question: tests say which index serves it, on both engines alike.

A test has few rows, for which PostgreSQL would rightly read the whole table, or take any index at all. So ``steps``
tells it that the tables are big and says nothing about their values, and forbids it what a big table could not bear,
whole scans and sorts: what it still does then, no index could spare it. SQLite plans without figures, in tests as in
production.

    assert_walks_index(session, lambda: queries.page(session, actor, limit=20), "ix_visit_agency_id_at")
"""

import re
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

#: A statement, or something that asks the session one or several.
Question = sa.Executable | Callable[[], Any]

_DEAR = ("enable_seqscan", "enable_bitmapscan", "enable_sort", "enable_incremental_sort", "enable_hashagg")


#: The planner multiplies a table's rows a page with the pages that it finds on the disk, so a table needs a row.
_BIG = (
    "UPDATE pg_class SET reltuples = 1000000, relpages = 1 WHERE relnamespace = 'public'::regnamespace",
    "DELETE FROM pg_statistic WHERE starelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)",
)


def explained(session: Session, question: Question) -> str:
    """The plans of what the question asks, as the engine would carry them out now, a line a step."""
    connection = session.connection()
    prefix = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN (COSTS OFF)"
    rows = [
        row
        for statement, values in _asked(connection, session, question)
        for row in connection.exec_driver_sql(f"{prefix} {statement}", values)
    ]
    return "\n".join(str(row[-1]) for row in rows)


def _asked(connection: sa.Connection, session: Session, question: Question) -> list[tuple[str, Any]]:
    """Asks, and says what reached the driver."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        asked.append((statement, values))

    sa.event.listen(connection, "before_cursor_execute", note)
    try:
        session.execute(question) if isinstance(question, sa.Executable) else question()
    finally:
        sa.event.remove(connection, "before_cursor_execute", note)
    return asked


def steps(session: Session, question: Question) -> str:
    """The plans for tables that are too big to be read or sorted as a whole; the figures are gone with the session."""
    if session.connection().dialect.name == "sqlite":
        return explained(session, question)
    with session.begin_nested() as pretended:
        for told in (*(f"SET LOCAL {name} = off" for name in _DEAR), *_BIG):
            session.execute(sa.text(told))
        plans = explained(session, question)
        pretended.rollback()
    return plans


def assert_uses_index(session: Session, question: Question, *indexes: str) -> None:
    """Every one of these indexes finds rows for the question. That of a primary key is ``pk_<table>``."""
    told = steps(session, question)
    for index in indexes:
        assert re.search(_named(index, session), told), f"{index} is not used:\n{told}"


def assert_walks_index(session: Session, question: Question, *indexes: str) -> None:
    """The rows come out of these indexes in order: nothing is sorted, and no table is read as a whole."""
    assert_uses_index(session, question, *indexes)
    told = steps(session, question)
    assert not re.search(r"TEMP B-TREE FOR ORDER BY|\bSort\b", told), f"it sorts:\n{told}"
    assert not scanned(told), f"it reads {scanned(told)} as a whole:\n{told}"


def scanned(told: str) -> list[str]:
    """The tables that a plan reads from one end to the other, in no order."""
    sqlite = re.findall(r"^SCAN (\w+)(?: LEFT-JOIN)?$", told, re.MULTILINE)
    return sqlite + re.findall(r"Seq Scan on (\w+)", told)


def _named(index: str, session: Session) -> str:
    """SQLite calls a primary key's index after the table and a number, and needs none for the row's own number."""
    table = index.removeprefix("pk_")
    if index == table or session.connection().dialect.name != "sqlite":
        return rf"\b{index}\b"
    return rf"\bsqlite_autoindex_{table}_\d|\b{table} USING INTEGER PRIMARY KEY"
