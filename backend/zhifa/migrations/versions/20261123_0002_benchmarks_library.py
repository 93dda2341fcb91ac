"""benchmarks library

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

import zhifa.db

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table('benchmark_import',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('layout', TEXT(), nullable=False),
    sa.Column('sha256', TEXT(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=True),
    sa.Column('entered_by', sa.Uuid(), nullable=False),
    sa.Column('entered_at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_benchmark_import_agency_id')),
    sa.ForeignKeyConstraint(['entered_by'], ['account.id'], name=op.f('fk_benchmark_import_entered_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_benchmark_import'))
    )
    with op.batch_alter_table('benchmark_import', schema=None) as batch_op:
        batch_op.create_index('ix_benchmark_import_agency_id_id', ['agency_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_benchmark_import_entered_by'), ['entered_by'], unique=False)

    with op.batch_alter_table('benchmark', schema=None) as batch_op:
        batch_op.add_column(sa.Column('level', TEXT(), nullable=False, server_default='nation'))
        batch_op.add_column(sa.Column('agency_id', sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column('title', TEXT(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('body', TEXT(), nullable=False, server_default=''))
        batch_op.create_foreign_key(batch_op.f('fk_benchmark_agency_id'), 'agency', ['agency_id'], ['id'])
        batch_op.create_index('ix_benchmark_agency_code', ['agency_id', 'code'], unique=False)
        batch_op.create_index('ix_benchmark_level_code', ['level', 'code'], unique=False)
    with op.batch_alter_table('benchmark', schema=None) as batch_op:
        for name in ('level', 'title', 'body'):
            batch_op.alter_column(name, server_default=None)

    with op.batch_alter_table('benchmark_version', schema=None) as batch_op:
        batch_op.add_column(sa.Column('import_id', sa.Uuid(), nullable=True))
        for name in ('entered', 'approved', 'published'):
            batch_op.add_column(sa.Column(f'{name}_by', sa.Uuid(), nullable=True))
            batch_op.add_column(sa.Column(f'{name}_at', zhifa.db.Instant(timezone=True), nullable=True))
            batch_op.create_foreign_key(batch_op.f(f'fk_benchmark_version_{name}_by'), 'account', [f'{name}_by'], ['id'])
            batch_op.create_index(batch_op.f(f'ix_benchmark_version_{name}_by'), [f'{name}_by'], unique=False)
        batch_op.add_column(sa.Column('words', TEXT(), nullable=False, server_default=''))
        batch_op.create_foreign_key(batch_op.f('fk_benchmark_version_import_id'), 'benchmark_import', ['import_id'], ['id'])
        batch_op.create_index('ix_benchmark_version_import_id', ['import_id', 'status'], unique=False)
        batch_op.create_index('ix_benchmark_version_status_benchmark', ['status', 'benchmark_id', 'version'], unique=False)
    with op.batch_alter_table('benchmark_version', schema=None) as batch_op:
        batch_op.alter_column('words', server_default=None)

    op.create_table('benchmark_citation',
    sa.Column('law', TEXT(), nullable=False),
    sa.Column('article', TEXT(), nullable=False),
    sa.Column('benchmark_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['benchmark_id'], ['benchmark.id'], name=op.f('fk_benchmark_citation_benchmark_id')),
    sa.PrimaryKeyConstraint('law', 'article', 'benchmark_id', name=op.f('pk_benchmark_citation'))
    )
    with op.batch_alter_table('benchmark_citation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_benchmark_citation_benchmark_id'), ['benchmark_id'], unique=False)

    op.create_table('benchmark_matter',
    sa.Column('matter', TEXT(), nullable=False),
    sa.Column('benchmark_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['benchmark_id'], ['benchmark.id'], name=op.f('fk_benchmark_matter_benchmark_id')),
    sa.PrimaryKeyConstraint('matter', 'benchmark_id', name=op.f('pk_benchmark_matter'))
    )
    with op.batch_alter_table('benchmark_matter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_benchmark_matter_benchmark_id'), ['benchmark_id'], unique=False)

    op.create_table('benchmark_list_row',
    sa.Column('code', TEXT(), nullable=False),
    sa.Column('kind', TEXT(), nullable=False),
    sa.Column('title', TEXT(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('demo', sa.Boolean(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_benchmark_list_row'))
    )
    with op.batch_alter_table('benchmark_list_row', schema=None) as batch_op:
        batch_op.create_index('ix_benchmark_list_row_kind_code', ['kind', 'code'], unique=False)


def downgrade() -> None:
    for name in ('benchmark_list_row', 'benchmark_matter', 'benchmark_citation'):
        op.drop_table(name)
    with op.batch_alter_table('benchmark_version', schema=None) as batch_op:
        batch_op.drop_index('ix_benchmark_version_status_benchmark')
        batch_op.drop_index('ix_benchmark_version_import_id')
        batch_op.drop_constraint(batch_op.f('fk_benchmark_version_import_id'), type_='foreignkey')
        batch_op.drop_column('import_id')
        for name in ('entered', 'approved', 'published'):
            batch_op.drop_index(batch_op.f(f'ix_benchmark_version_{name}_by'))
            batch_op.drop_constraint(batch_op.f(f'fk_benchmark_version_{name}_by'), type_='foreignkey')
            batch_op.drop_column(f'{name}_by')
            batch_op.drop_column(f'{name}_at')
        batch_op.drop_column('words')
    with op.batch_alter_table('benchmark', schema=None) as batch_op:
        batch_op.drop_index('ix_benchmark_level_code')
        batch_op.drop_index('ix_benchmark_agency_code')
        batch_op.drop_constraint(batch_op.f('fk_benchmark_agency_id'), type_='foreignkey')
        for name in ('level', 'agency_id', 'title', 'body'):
            batch_op.drop_column(name)
    op.drop_table('benchmark_import')
