"""no pairs of characters on the server: the library is read through

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table('benchmark_gram')


def downgrade() -> None:
    """Empty: what was searched by it is found again after the next publication."""
    op.create_table('benchmark_gram',
    sa.Column('gram', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('benchmark_id', sa.Uuid(), nullable=False),
    sa.Column('weight', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['benchmark_id'], ['benchmark.id'], name=op.f('fk_benchmark_gram_benchmark_id')),
    sa.PrimaryKeyConstraint('gram', 'benchmark_id', name=op.f('pk_benchmark_gram'))
    )
    with op.batch_alter_table('benchmark_gram', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_benchmark_gram_benchmark_id'), ['benchmark_id'], unique=False)
