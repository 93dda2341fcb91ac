"""What one test had SQLAlchemy think out, kept for the next: compiled statements, and rows that each begins with."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import sqlalchemy as sa

from zhifa.db import Database

Statements = list[tuple[str, Any]]
_first: dict[str, sa.Engine] = {}  # by the dialect's name


def reuse_compiled(db: Database) -> None:
    """SQLAlchemy compiles each statement once for an engine, and each test has an engine of its own: without this a
    test spends as long on making SQL as on running it. The schema and the server are the same for all of them."""
    engine = db.engine
    first = _first.setdefault(engine.dialect.name, engine)
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache


@contextmanager
def written(db: Database) -> Iterator[Statements]:
    """The rows that are inserted meanwhile: statements and values as the driver gets them."""
    sent: Statements = []

    def keep(_1: object, _2: object, statement: str, values: Any, _3: object, many: bool) -> None:
        if statement.startswith("INSERT"):
            sent.extend((statement, row) for row in (values if many else [values]))

    sa.event.listen(db.engine, "before_cursor_execute", keep)
    yield sent
    sa.event.remove(db.engine, "before_cursor_execute", keep)


def write_again(db: Database, statements: Statements) -> None:
    """Sends them to another database of the kind, in one go."""
    with db.write() as session:
        driver: Any = session.connection().connection.driver_connection
        with getattr(driver, "pipeline", nullcontext)():
            for statement, values in statements:
                driver.execute(statement, values)
