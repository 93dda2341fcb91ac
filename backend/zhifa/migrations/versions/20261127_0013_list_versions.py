"""versions of rows of the four lists

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

import zhifa.db

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

ROW = 'code, kind, title, valid_from, valid_to, demo, content'


def upgrade() -> None:
    people = [sa.Column(f'{step}_by', sa.Uuid(), nullable=True) for step in ('entered', 'approved', 'published')]
    moments = [
        sa.Column(f'{step}_at', zhifa.db.Instant(), nullable=True) for step in ('entered', 'approved', 'published')
    ]
    op.create_table('benchmark_list_version',
    sa.Column('code', AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('status', AutoString(), nullable=False),
    sa.Column('kind', AutoString(), nullable=False),
    sa.Column('title', AutoString(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('demo', sa.Boolean(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=True),
    *people,
    *moments,
    sa.Column('words', AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_benchmark_list_version_agency_id')),
    sa.ForeignKeyConstraint(['entered_by'], ['account.id'], name=op.f('fk_benchmark_list_version_entered_by')),
    sa.ForeignKeyConstraint(['approved_by'], ['account.id'], name=op.f('fk_benchmark_list_version_approved_by')),
    sa.ForeignKeyConstraint(['published_by'], ['account.id'], name=op.f('fk_benchmark_list_version_published_by')),
    sa.PrimaryKeyConstraint('code', 'version', name=op.f('pk_benchmark_list_version'))
    )
    with op.batch_alter_table('benchmark_list_version', schema=None) as batch_op:
        batch_op.create_index('ix_benchmark_list_version_kind_code', ['kind', 'code', 'version'], unique=False)
        batch_op.create_index('ix_benchmark_list_version_status_code', ['status', 'code', 'version'], unique=False)
        for name in ('agency_id', 'entered_by', 'approved_by', 'published_by'):
            batch_op.create_index(batch_op.f(f'ix_benchmark_list_version_{name}'), [name], unique=False)
    op.execute(
        f"INSERT INTO benchmark_list_version ({ROW}, version, status, words) "
        f"SELECT {ROW}, 1, 'published', '' FROM benchmark_list_row"
    )
    op.drop_table('benchmark_list_row')


def downgrade() -> None:
    op.create_table('benchmark_list_row',
    sa.Column('code', AutoString(), nullable=False),
    sa.Column('kind', AutoString(), nullable=False),
    sa.Column('title', AutoString(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('demo', sa.Boolean(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_benchmark_list_row'))
    )
    with op.batch_alter_table('benchmark_list_row', schema=None) as batch_op:
        batch_op.create_index('ix_benchmark_list_row_kind_code', ['kind', 'code'], unique=False)
    op.execute(f"INSERT INTO benchmark_list_row ({ROW}) SELECT {ROW} FROM benchmark_list_version "
               "WHERE status = 'published'")
    op.drop_table('benchmark_list_version')
