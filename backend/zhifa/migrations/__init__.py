"""Schema changes, applied under a lock so that several processes may start at once."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from zhifa.db import Database

#: Any number, the same everywhere: the key of PostgreSQL's advisory lock for migrations.
LOCK_KEY = 0x7A686966


def config(connection: sa.Connection | None = None) -> Config:
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent))
    made.set_main_option("path_separator", "os")
    made.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(rev)s_%%(slug)s")
    made.attributes["connection"] = connection
    return made


def upgrade(db: Database) -> None:
    """Brings the schema to the newest revision; SQLite's write lock or PostgreSQL's advisory lock guards it."""
    with db.engine.connect().execution_options(zhifa_write=True) as connection, connection.begin():
        if not db.is_sqlite:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK_KEY)))
        command.upgrade(config(connection), "head")


def revise(db: Database, message: str) -> None:
    """Writes a new revision from the difference between the models and the migrated database."""
    with db.engine.connect() as connection:
        command.revision(config(connection), message=message, autogenerate=True)
