"""review desk: rubrics, draws, sheets

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

import zhifa.db

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('rubric',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('demo', sa.Boolean(), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=True),
    sa.Column('created_at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['created_by'], ['account.id'], name=op.f('fk_rubric_created_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rubric')),
    sa.UniqueConstraint('name', 'version', name=op.f('uq_rubric_name_version'))
    )
    with op.batch_alter_table('rubric', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rubric_created_by'), ['created_by'], unique=False)

    op.create_table('draw',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('division_code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=True),
    sa.Column('rubric_id', sa.Uuid(), nullable=False),
    sa.Column('closed_from', sa.Date(), nullable=False),
    sa.Column('closed_to', sa.Date(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('list_sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('list_count', sa.Integer(), nullable=False),
    sa.Column('frozen_by', sa.Uuid(), nullable=False),
    sa.Column('frozen_at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.Column('seed', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('seed_source', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('drawn_by', sa.Uuid(), nullable=True),
    sa.Column('drawn_at', zhifa.db.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_draw_agency_id')),
    sa.ForeignKeyConstraint(['division_code'], ['division.code'], name=op.f('fk_draw_division_code')),
    sa.ForeignKeyConstraint(['drawn_by'], ['account.id'], name=op.f('fk_draw_drawn_by')),
    sa.ForeignKeyConstraint(['frozen_by'], ['account.id'], name=op.f('fk_draw_frozen_by')),
    sa.ForeignKeyConstraint(['rubric_id'], ['rubric.id'], name=op.f('fk_draw_rubric_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draw'))
    )
    with op.batch_alter_table('draw', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_draw_agency_id'), ['agency_id'], unique=False)
        batch_op.create_index('ix_draw_division_code_id', ['division_code', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_draw_drawn_by'), ['drawn_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_draw_frozen_by'), ['frozen_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_draw_rubric_id'), ['rubric_id'], unique=False)

    op.create_table('draw_member',
    sa.Column('draw_id', sa.Uuid(), nullable=False),
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['draw_id'], ['draw.id'], name=op.f('fk_draw_member_draw_id')),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_draw_member_inspection_id')),
    sa.PrimaryKeyConstraint('draw_id', 'inspection_id', name=op.f('pk_draw_member'))
    )
    with op.batch_alter_table('draw_member', schema=None) as batch_op:
        batch_op.create_index('ix_draw_member_draw_id_place', ['draw_id', 'place'], unique=False)
        batch_op.create_index(batch_op.f('ix_draw_member_inspection_id'), ['inspection_id'], unique=False)

    op.create_table('sheet',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('draw_id', sa.Uuid(), nullable=False),
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('part', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('marks', sa.JSON(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('assigned_at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.Column('submitted_at', zhifa.db.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_sheet_account_id')),
    sa.ForeignKeyConstraint(['draw_id', 'inspection_id'], ['draw_member.draw_id', 'draw_member.inspection_id'], name='fk_sheet_member'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sheet')),
    sa.UniqueConstraint('draw_id', 'inspection_id', 'account_id', name=op.f('uq_sheet_draw_id_inspection_id_account_id')),
    sa.UniqueConstraint('draw_id', 'inspection_id', 'part', name=op.f('uq_sheet_draw_id_inspection_id_part'))
    )
    with op.batch_alter_table('sheet', schema=None) as batch_op:
        batch_op.create_index('ix_sheet_account_id_id', ['account_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sheet_inspection_id'), ['inspection_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('sheet', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sheet_inspection_id'))
        batch_op.drop_index('ix_sheet_account_id_id')

    op.drop_table('sheet')
    with op.batch_alter_table('draw_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_draw_member_inspection_id'))
        batch_op.drop_index('ix_draw_member_draw_id_place')

    op.drop_table('draw_member')
    with op.batch_alter_table('draw', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_draw_rubric_id'))
        batch_op.drop_index(batch_op.f('ix_draw_frozen_by'))
        batch_op.drop_index(batch_op.f('ix_draw_drawn_by'))
        batch_op.drop_index('ix_draw_division_code_id')
        batch_op.drop_index(batch_op.f('ix_draw_agency_id'))

    op.drop_table('draw')
    with op.batch_alter_table('rubric', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rubric_created_by'))

    op.drop_table('rubric')
