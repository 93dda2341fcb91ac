"""who took a sheet of an appraisal from somebody who fell out

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('appraisal_recusal', schema=None) as batch_op:
        batch_op.add_column(sa.Column('by_id', sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f('ix_appraisal_recusal_by_id'), ['by_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_appraisal_recusal_by_id'), 'account', ['by_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('appraisal_recusal', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_appraisal_recusal_by_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_appraisal_recusal_by_id'))
        batch_op.drop_column('by_id')
