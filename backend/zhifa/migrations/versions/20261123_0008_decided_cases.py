"""decided cases

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('decided_case',
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('benchmark_id', sa.Uuid(), nullable=False),
    sa.Column('city', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('tier', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('fen', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['inspection_id'], ['notebook.id'], name=op.f('fk_decided_case_inspection_id')),
    sa.PrimaryKeyConstraint('inspection_id', 'benchmark_id', name=op.f('pk_decided_case'))
    )
    with op.batch_alter_table('decided_case', schema=None) as batch_op:
        batch_op.create_index('ix_decided_case_benchmark_city', ['benchmark_id', 'city', 'tier', 'fen'], unique=False)


def downgrade() -> None:
    op.drop_table('decided_case')
