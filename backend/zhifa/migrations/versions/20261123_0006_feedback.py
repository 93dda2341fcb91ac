"""feedback

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

import zhifa.db

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('subject_code',
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('serial', sa.Integer(), nullable=False),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('issued_at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['subject_id'], ['subject.id'], name=op.f('fk_subject_code_subject_id')),
    sa.PrimaryKeyConstraint('subject_id', name=op.f('pk_subject_code')),
    sa.UniqueConstraint('sha256', name=op.f('uq_subject_code_sha256'))
    )
    op.create_table('rated_visit',
    sa.Column('mark', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('mark', name=op.f('pk_rated_visit')),
    sqlite_with_rowid=False,
    )
    op.create_table('rating_box',
    sa.Column('period', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_rating_box_agency_id')),
    sa.PrimaryKeyConstraint('period', 'agency_id', name=op.f('pk_rating_box'))
    )
    with op.batch_alter_table('rating_box', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rating_box_agency_id'), ['agency_id'], unique=False)

    op.create_table('complaint',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('tracking', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('secret_mark', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=True),
    sa.Column('inspection_id', sa.Uuid(), nullable=True),
    sa.Column('certificate_number', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('division_code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('about', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('contact', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('accept_by', sa.Date(), nullable=False),
    sa.Column('answer_by', sa.Date(), nullable=False),
    sa.Column('uncertain_year', sa.Integer(), nullable=True),
    sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_complaint_agency_id')),
    sa.ForeignKeyConstraint(
        ['certificate_number'], ['certificate.number'], name=op.f('fk_complaint_certificate_number')
    ),
    sa.ForeignKeyConstraint(['division_code'], ['division.code'], name=op.f('fk_complaint_division_code')),
    sa.ForeignKeyConstraint(['inspection_id'], ['notebook.id'], name=op.f('fk_complaint_inspection_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_complaint')),
    sa.UniqueConstraint('tracking', name=op.f('uq_complaint_tracking'))
    )
    with op.batch_alter_table('complaint', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_complaint_agency_id'), ['agency_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_complaint_certificate_number'), ['certificate_number'], unique=False)
        batch_op.create_index('ix_complaint_division_code_id', ['division_code', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_complaint_inspection_id'), ['inspection_id'], unique=False)

    op.create_table('complaint_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('complaint_id', sa.Uuid(), nullable=False),
    sa.Column('at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('step', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('division_code', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_complaint_step_account_id')),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_complaint_step_complaint_id')),
    sa.ForeignKeyConstraint(['division_code'], ['division.code'], name=op.f('fk_complaint_step_division_code')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_complaint_step'))
    )
    with op.batch_alter_table('complaint_step', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_complaint_step_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_complaint_step_complaint_id'), ['complaint_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_complaint_step_division_code'), ['division_code'], unique=False)

    op.create_table('complaint_photo',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('complaint_id', sa.Uuid(), nullable=False),
    sa.Column('media_type', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('shown', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_complaint_photo_complaint_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_complaint_photo'))
    )
    with op.batch_alter_table('complaint_photo', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_complaint_photo_complaint_id'), ['complaint_id'], unique=False)


def downgrade() -> None:
    for table in (
        'complaint_photo', 'complaint_step', 'complaint', 'rating_box', 'rated_visit', 'subject_code'
    ):
        op.drop_table(table)
