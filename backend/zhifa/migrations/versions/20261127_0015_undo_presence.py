"""decisions taken back, who has a record open

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

import zhifa.db

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.add_column(sa.Column('undoes', sa.Uuid(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_review_undoes'), ['undoes'])
        batch_op.create_foreign_key(batch_op.f('fk_review_undoes'), 'review', ['undoes'], ['id'])

    op.create_table('review_presence',
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('since', zhifa.db.Instant(timezone=True), nullable=False),
    sa.Column('seen_at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_review_presence_account_id')),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_review_presence_inspection_id')),
    sa.PrimaryKeyConstraint('inspection_id', 'account_id', name=op.f('pk_review_presence'))
    )
    with op.batch_alter_table('review_presence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_presence_account_id'), ['account_id'], unique=False)


def downgrade() -> None:
    op.drop_table('review_presence')
    with op.batch_alter_table('review', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_review_undoes'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_review_undoes'), type_='unique')
        batch_op.drop_column('undoes')
