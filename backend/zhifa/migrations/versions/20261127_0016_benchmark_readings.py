"""tables that the worker reads

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

import zhifa.db

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('benchmark_reading',
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('layout', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('report', sa.JSON(), nullable=True),
    sa.Column('problem', sa.JSON(), nullable=True),
    sa.Column('asked_at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_benchmark_reading_account_id')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_benchmark_reading_agency_id')),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_benchmark_reading')),
    sa.UniqueConstraint('id', name=op.f('uq_benchmark_reading_id'))
    )
    with op.batch_alter_table('benchmark_reading', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_benchmark_reading_agency_id'), ['agency_id'], unique=False)


def downgrade() -> None:
    op.drop_table('benchmark_reading')
