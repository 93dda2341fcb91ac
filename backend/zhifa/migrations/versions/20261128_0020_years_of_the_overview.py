"""a year of the overview holds the sums of its months: every year is due

Revision ID: 0020
Revises: 0019
"""

from datetime import UTC, datetime
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

COUNTED = sa.table('overview_counted', sa.column('agency_id', sa.Uuid()), sa.column('period', sa.String()))
DUE = sa.table(
    'overview_due',
    sa.column('agency_id', sa.Uuid()),
    sa.column('period', sa.String()),
    sa.column('mark', sa.Uuid()),
    sa.column('since', sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    """The worker counts what is due; until then the overview says that its figures are behind."""
    connection, at = op.get_bind(), datetime.now(UTC)
    years = connection.execute(sa.select(COUNTED.c.agency_id, sa.func.substr(COUNTED.c.period, 1, 4)).distinct()).all()
    due = {tuple(row) for row in connection.execute(sa.select(DUE.c.agency_id, DUE.c.period))}
    rows = [
        {'agency_id': agency, 'period': year, 'mark': uuid4(), 'since': at}
        for agency, year in years
        if (agency, year) not in due
    ]
    if rows:
        connection.execute(sa.insert(DUE), rows)


def downgrade() -> None:
    """The sums of a year are read by nobody then."""
