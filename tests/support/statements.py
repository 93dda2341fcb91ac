"""What SQLAlchemy has compiled for one test's database, kept for the next test's."""

import sqlalchemy as sa

_first: dict[str, sa.Engine] = {}  # by the dialect's name


def reuse_compiled(engine: sa.Engine) -> None:
    """SQLAlchemy compiles each statement once for an engine, and each test has an engine of its own: without this a
    test spends as long on making SQL as on running it. The schema and the server are the same for all of them."""
    first = _first.setdefault(engine.dialect.name, engine)
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
