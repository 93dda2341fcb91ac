"""which version is in force, read from an index without its content

Revision ID: 0018
Revises: 0017
"""

from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('benchmark_version', schema=None) as batch_op:
        batch_op.create_index(
            'ix_benchmark_version_in_force', ['benchmark_id', 'status', 'valid_from', 'valid_to', 'version'], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table('benchmark_version', schema=None) as batch_op:
        batch_op.drop_index('ix_benchmark_version_in_force')
