"""the ledger of all entries, and its checkpoints

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import zhifa.db

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Entries that are there get their places from the worker, in the following night at the latest."""
    op.create_table('ledger_place',
    sa.Column('position', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('jti', sa.Uuid(), nullable=False),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('head', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['jti'], ['entry.jti'], name=op.f('fk_ledger_place_jti')),
    sa.PrimaryKeyConstraint('position', name=op.f('pk_ledger_place')),
    sa.UniqueConstraint('jti', name=op.f('uq_ledger_place_jti'))
    )
    op.create_table('checkpoint',
    sa.Column('position', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.Column('jws', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['position'], ['ledger_place.position'], name=op.f('fk_checkpoint_position')),
    sa.PrimaryKeyConstraint('position', name=op.f('pk_checkpoint'))
    )


def downgrade() -> None:
    op.drop_table('checkpoint')
    op.drop_table('ledger_place')
