"""matter changes

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op
from zhifa.db import Instant

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString()
    op.create_table('matter_change',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('matter_id', sa.Uuid(), nullable=True),
    sa.Column('agency_id', sa.Uuid(), nullable=True),
    sa.Column('kind', text, nullable=False),
    sa.Column('code', text, nullable=False),
    sa.Column('name', text, nullable=False),
    sa.Column('what', sa.JSON(), nullable=False),
    sa.Column('differences', sa.JSON(), nullable=False),
    sa.Column('reason', text, nullable=False),
    sa.Column('document', text, nullable=False),
    sa.Column('status', text, nullable=False),
    sa.Column('proposed_by', sa.Uuid(), nullable=False),
    sa.Column('proposed_at', Instant(timezone=True), nullable=False),
    sa.Column('decided_by', sa.Uuid(), nullable=True),
    sa.Column('decided_at', Instant(timezone=True), nullable=True),
    sa.Column('words', text, nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_matter_change_agency_id')),
    sa.ForeignKeyConstraint(['decided_by'], ['account.id'], name=op.f('fk_matter_change_decided_by')),
    sa.ForeignKeyConstraint(['matter_id'], ['matter.id'], name=op.f('fk_matter_change_matter_id')),
    sa.ForeignKeyConstraint(['proposed_by'], ['account.id'], name=op.f('fk_matter_change_proposed_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_matter_change'))
    )
    with op.batch_alter_table('matter_change', schema=None) as batch_op:
        batch_op.create_index('ix_matter_change_matter_id', ['matter_id', 'id'], unique=False)
        batch_op.create_index('ix_matter_change_status_id', ['status', 'id'], unique=False)
        for column in ('agency_id', 'decided_by', 'proposed_by'):
            batch_op.create_index(batch_op.f(f'ix_matter_change_{column}'), [column], unique=False)


def downgrade() -> None:
    op.drop_table('matter_change')
