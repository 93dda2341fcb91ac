"""one-time passwords, and one account a person

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

from zhifa.db import Instant

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('account') as batch_op:
        batch_op.add_column(sa.Column('one_time_until', Instant(), nullable=True))
        batch_op.drop_index(batch_op.f('ix_account_officer_id'))
        batch_op.create_index(batch_op.f('ix_account_officer_id'), ['officer_id'], unique=True)


def downgrade() -> None:
    with op.batch_alter_table('account') as batch_op:
        batch_op.drop_index(batch_op.f('ix_account_officer_id'))
        batch_op.create_index(batch_op.f('ix_account_officer_id'), ['officer_id'], unique=False)
        batch_op.drop_column('one_time_until')
