"""Alembic's entry: it is handed a connection by ``zhifa.migrations.upgrade``."""

from alembic import context
from sqlmodel import SQLModel

import zhifa.tables  # noqa: F401  every table, so that autogenerate sees them

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    compare_type=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
