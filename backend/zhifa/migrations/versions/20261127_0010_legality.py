"""legal review, answers to appraisals

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

import zhifa.db

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('legal_qualification',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('ground', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('number', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('shared_in', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('recorded_by', sa.Uuid(), nullable=False),
    sa.Column('recorded_at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.Column('ended_by', sa.Uuid(), nullable=True),
    sa.Column('end_words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_legal_qualification_account_id')),
    sa.ForeignKeyConstraint(['ended_by'], ['account.id'], name=op.f('fk_legal_qualification_ended_by')),
    sa.ForeignKeyConstraint(['recorded_by'], ['account.id'], name=op.f('fk_legal_qualification_recorded_by')),
    sa.ForeignKeyConstraint(['shared_in'], ['division.code'], name=op.f('fk_legal_qualification_shared_in')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_legal_qualification'))
    )
    with op.batch_alter_table('legal_qualification', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_legal_qualification_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_legal_qualification_ended_by'), ['ended_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_legal_qualification_recorded_by'), ['recorded_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_legal_qualification_shared_in'), ['shared_in'], unique=False)

    op.create_table('legal_review',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('grounds', sa.JSON(), nullable=False),
    sa.Column('decisive_sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('request', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('requested_by', sa.Uuid(), nullable=False),
    sa.Column('requested_at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.Column('reviewer_id', sa.Uuid(), nullable=False),
    sa.Column('qualification_id', sa.Uuid(), nullable=False),
    sa.Column('points', sa.JSON(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('ended_at', zhifa.db.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_legal_review_agency_id')),
    sa.ForeignKeyConstraint(['inspection_id'], ['notebook.id'], name=op.f('fk_legal_review_inspection_id')),
    sa.ForeignKeyConstraint(['qualification_id'], ['legal_qualification.id'], name=op.f('fk_legal_review_qualification_id')),
    sa.ForeignKeyConstraint(['requested_by'], ['account.id'], name=op.f('fk_legal_review_requested_by')),
    sa.ForeignKeyConstraint(['reviewer_id'], ['account.id'], name=op.f('fk_legal_review_reviewer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_legal_review')),
    sa.UniqueConstraint('inspection_id', 'round', name=op.f('uq_legal_review_inspection_id_round'))
    )
    with op.batch_alter_table('legal_review', schema=None) as batch_op:
        batch_op.create_index('ix_legal_review_agency_id_id', ['agency_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_legal_review_qualification_id'), ['qualification_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_legal_review_requested_by'), ['requested_by'], unique=False)
        batch_op.create_index('ix_legal_review_reviewer_id_state', ['reviewer_id', 'state', 'id'], unique=False)

    op.create_table('appraisal_recusal',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('draw_id', sa.Uuid(), nullable=False),
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_appraisal_recusal_account_id')),
    sa.ForeignKeyConstraint(['draw_id', 'inspection_id'], ['draw_member.draw_id', 'draw_member.inspection_id'], name='fk_appraisal_recusal_member'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appraisal_recusal'))
    )
    with op.batch_alter_table('appraisal_recusal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appraisal_recusal_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_appraisal_recusal_inspection_id'), ['inspection_id'], unique=False)
        batch_op.create_index('ix_appraisal_recusal_member', ['draw_id', 'inspection_id'], unique=False)

    op.create_table('appraisal_statement',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('draw_id', sa.Uuid(), nullable=False),
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_appraisal_statement_account_id')),
    sa.ForeignKeyConstraint(['draw_id', 'inspection_id'], ['draw_member.draw_id', 'draw_member.inspection_id'], name='fk_appraisal_statement_member'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appraisal_statement'))
    )
    with op.batch_alter_table('appraisal_statement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appraisal_statement_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_appraisal_statement_inspection_id'), ['inspection_id'], unique=False)
        batch_op.create_index('ix_appraisal_statement_member', ['draw_id', 'inspection_id'], unique=False)

    with op.batch_alter_table('draw', schema=None) as batch_op:
        batch_op.add_column(sa.Column('matter_id', sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f('ix_draw_matter_id'), ['matter_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_draw_matter_id'), 'matter', ['matter_id'], ['id'])



def downgrade() -> None:
    with op.batch_alter_table('draw', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_draw_matter_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_draw_matter_id'))
        batch_op.drop_column('matter_id')

    with op.batch_alter_table('appraisal_statement', schema=None) as batch_op:
        batch_op.drop_index('ix_appraisal_statement_member')
        batch_op.drop_index(batch_op.f('ix_appraisal_statement_inspection_id'))
        batch_op.drop_index(batch_op.f('ix_appraisal_statement_account_id'))

    op.drop_table('appraisal_statement')
    with op.batch_alter_table('appraisal_recusal', schema=None) as batch_op:
        batch_op.drop_index('ix_appraisal_recusal_member')
        batch_op.drop_index(batch_op.f('ix_appraisal_recusal_inspection_id'))
        batch_op.drop_index(batch_op.f('ix_appraisal_recusal_account_id'))

    op.drop_table('appraisal_recusal')
    with op.batch_alter_table('legal_review', schema=None) as batch_op:
        batch_op.drop_index('ix_legal_review_reviewer_id_state')
        batch_op.drop_index(batch_op.f('ix_legal_review_requested_by'))
        batch_op.drop_index(batch_op.f('ix_legal_review_qualification_id'))
        batch_op.drop_index('ix_legal_review_agency_id_id')

    op.drop_table('legal_review')
    with op.batch_alter_table('legal_qualification', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_legal_qualification_shared_in'))
        batch_op.drop_index(batch_op.f('ix_legal_qualification_recorded_by'))
        batch_op.drop_index(batch_op.f('ix_legal_qualification_ended_by'))
        batch_op.drop_index(batch_op.f('ix_legal_qualification_account_id'))

    op.drop_table('legal_qualification')
