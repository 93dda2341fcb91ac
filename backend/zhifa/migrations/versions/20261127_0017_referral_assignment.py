"""records referred to another agency, records given to a reviewer

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

import zhifa.db

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

IN_FORCE = sa.text("state IN ('pending', 'accepted')")


def upgrade() -> None:
    op.create_table('referral',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('from_agency_id', sa.Uuid(), nullable=False),
    sa.Column('to_agency_id', sa.Uuid(), nullable=False),
    sa.Column('sent_id', sa.Uuid(), nullable=False),
    sa.Column('answer_id', sa.Uuid(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('findings', sa.JSON(), nullable=False),
    sa.Column('at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_referral_inspection_id')),
    sa.ForeignKeyConstraint(['from_agency_id'], ['agency.id'], name=op.f('fk_referral_from_agency_id')),
    sa.ForeignKeyConstraint(['to_agency_id'], ['agency.id'], name=op.f('fk_referral_to_agency_id')),
    sa.ForeignKeyConstraint(['sent_id'], ['review.id'], name=op.f('fk_referral_sent_id')),
    sa.ForeignKeyConstraint(['answer_id'], ['review.id'], name=op.f('fk_referral_answer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referral')),
    sa.UniqueConstraint('sent_id', name=op.f('uq_referral_sent_id')),
    sa.UniqueConstraint('answer_id', name=op.f('uq_referral_answer_id'))
    )
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.create_index(
            'uq_referral_in_force', ['inspection_id'], unique=True,
            sqlite_where=IN_FORCE, postgresql_where=IN_FORCE,
        )
        batch_op.create_index(batch_op.f('ix_referral_inspection_id'), ['inspection_id'], unique=False)
        batch_op.create_index('ix_referral_from_agency_id_at', ['from_agency_id', 'at', 'id'], unique=False)
        batch_op.create_index('ix_referral_to_agency_id_at', ['to_agency_id', 'at', 'id'], unique=False)
        batch_op.create_index('ix_referral_at', ['at', 'id'], unique=False)
        batch_op.create_index('ix_referral_state_at', ['state', 'at', 'id'], unique=False)

    op.create_table('assignment',
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_assignment_inspection_id')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_assignment_account_id')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_assignment_by_id')),
    sa.PrimaryKeyConstraint('inspection_id', name=op.f('pk_assignment'))
    )
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assignment_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_assignment_by_id'), ['by_id'], unique=False)


def downgrade() -> None:
    op.drop_table('assignment')
    op.drop_table('referral')
