"""overview

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op
from zhifa.db import Instant

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString()
    op.create_table('overview_counted',
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('period', text, nullable=False),
    sa.Column('counted_at', Instant(timezone=True), nullable=False),
    sa.Column('figures', text, nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_overview_counted_agency_id')),
    sa.PrimaryKeyConstraint('agency_id', 'period', name=op.f('pk_overview_counted'))
    )
    op.create_table('overview_due',
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('period', text, nullable=False),
    sa.Column('mark', sa.Uuid(), nullable=False),
    sa.Column('since', Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_overview_due_agency_id')),
    sa.PrimaryKeyConstraint('agency_id', 'period', name=op.f('pk_overview_due'))
    )
    op.create_table('overview_placed',
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('month', text, nullable=False),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_overview_placed_inspection_id')),
    sa.PrimaryKeyConstraint('inspection_id', name=op.f('pk_overview_placed'))
    )


def downgrade() -> None:
    for table in ('overview_placed', 'overview_due', 'overview_counted'):
        op.drop_table(table)
