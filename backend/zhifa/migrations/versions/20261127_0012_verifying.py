"""indexes of verifications and of withdrawn certificates

Two indexes that others begin with cost every verification their pages; the public list of withdrawn certificates gets
one in its own order.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

PUBLISHED = sa.text("status IN ('withdrawn', 'lost', 'cancelled', 'voided')")


def upgrade() -> None:
    with op.batch_alter_table('verification', schema=None) as batch_op:
        batch_op.drop_index('ix_verification_agency_id')
        batch_op.drop_index('ix_verification_certificate_number')
    with op.batch_alter_table('certificate_interval', schema=None) as batch_op:
        batch_op.create_index('ix_certificate_interval_published', ['starts_at', 'certificate_number'], unique=False, sqlite_where=PUBLISHED, postgresql_where=PUBLISHED)
        batch_op.drop_index('ix_certificate_interval_certificate_number')
        batch_op.drop_index('ix_certificate_interval_status_starts_at')


def downgrade() -> None:
    with op.batch_alter_table('certificate_interval', schema=None) as batch_op:
        batch_op.create_index('ix_certificate_interval_status_starts_at', ['status', 'starts_at'], unique=False)
        batch_op.create_index('ix_certificate_interval_certificate_number', ['certificate_number'], unique=False)
        batch_op.drop_index('ix_certificate_interval_published')
    with op.batch_alter_table('verification', schema=None) as batch_op:
        batch_op.create_index('ix_verification_certificate_number', ['certificate_number'], unique=False)
        batch_op.create_index('ix_verification_agency_id', ['agency_id'], unique=False)
