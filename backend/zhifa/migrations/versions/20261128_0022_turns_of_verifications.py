"""turns of verifications: written down together, entered into the log by the worker

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import zhifa.db

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Who saw a code first within the last two minutes is forgotten once."""
    op.create_table('verification_turn',
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.Column('lines', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('seq', name=op.f('pk_verification_turn')),
    sqlite_autoincrement=True
    )
    op.drop_table('presented_code')


def downgrade() -> None:
    """What the worker has not entered into the log yet is lost: let it run for some minutes first."""
    op.create_table('presented_code',
    sa.Column('code_sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('viewer', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('first_at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('code_sha256', name=op.f('pk_presented_code'))
    )
    with op.batch_alter_table('presented_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_presented_code_first_at'), ['first_at'], unique=False)

    op.drop_table('verification_turn')
