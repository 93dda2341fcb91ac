"""notify

Revision ID: 0004
Revises: 0003
"""
import sqlalchemy as sa
import sqlmodel
from alembic import op

import zhifa.db

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

UNREAD = sa.text('read_at IS NULL')
PENDING = sa.text("state = 'pending'")
String = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.create_table('inbox',
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('last_number', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_inbox_account_id')),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_inbox')),
    )
    op.create_table('message',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', String(), nullable=False),
    sa.Column('title', String(), nullable=False),
    sa.Column('words', String(), nullable=False),
    sa.Column('target_type', String(), nullable=False),
    sa.Column('target_id', String(), nullable=False),
    sa.Column('topic', String(), nullable=False),
    sa.Column('urgency', String(), nullable=False),
    sa.Column('once', String(), nullable=True),
    sa.Column('at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.Column('read_at', zhifa.db.Instant(timezone=True), nullable=True),
    sa.Column('escalated_at', zhifa.db.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_message_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message')),
    sa.UniqueConstraint('account_id', 'number', name=op.f('uq_message_account_id_number')),
    sa.UniqueConstraint('account_id', 'once', name=op.f('uq_message_account_id_once')),
    )
    op.create_index('ix_message_unread', 'message', ['account_id', 'number'], sqlite_where=UNREAD, postgresql_where=UNREAD)
    op.create_index('ix_message_unread_kind', 'message', ['kind', 'at'], sqlite_where=UNREAD, postgresql_where=UNREAD)
    op.create_table('notify_preference',
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('muted', String(), nullable=False),
    sa.Column('quiet_from', sa.Integer(), nullable=True),
    sa.Column('quiet_to', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_notify_preference_account_id')),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_notify_preference')),
    )
    op.create_table('push_subscription',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('endpoint', String(), nullable=False),
    sa.Column('p256dh', String(), nullable=False),
    sa.Column('auth', String(), nullable=False),
    sa.Column('kid', String(), nullable=False),
    sa.Column('made_at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_push_subscription_account_id')),
    sa.ForeignKeyConstraint(['session_id'], ['login_session.id'], name=op.f('fk_push_subscription_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_push_subscription')),
    sa.UniqueConstraint('endpoint', name=op.f('uq_push_subscription_endpoint')),
    sa.UniqueConstraint('session_id', name=op.f('uq_push_subscription_session_id')),
    )
    op.create_index(op.f('ix_push_subscription_account_id'), 'push_subscription', ['account_id'])
    op.create_table('push_delivery',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('message_id', sa.Uuid(), nullable=False),
    sa.Column('subscription_id', sa.Uuid(), nullable=False),
    sa.Column('state', String(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('due_at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.Column('status', sa.Integer(), nullable=True),
    sa.Column('done_at', zhifa.db.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_push_delivery_message_id')),
    sa.ForeignKeyConstraint(['subscription_id'], ['push_subscription.id'], name=op.f('fk_push_delivery_subscription_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_push_delivery')),
    sa.UniqueConstraint('message_id', 'subscription_id', name=op.f('uq_push_delivery_message_id_subscription_id')),
    )
    op.create_index('ix_push_delivery_pending', 'push_delivery', ['message_id'], sqlite_where=PENDING, postgresql_where=PENDING)
    op.create_index(op.f('ix_push_delivery_subscription_id'), 'push_delivery', ['subscription_id'])
    op.create_index(op.f('ix_push_delivery_done_at'), 'push_delivery', ['done_at'])
    op.create_table('recurrence',
    sa.Column('kind', String(), nullable=False),
    sa.Column('due_at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('kind', name=op.f('pk_recurrence')),
    )


def downgrade() -> None:
    for table in ('recurrence', 'push_delivery', 'push_subscription', 'notify_preference', 'message', 'inbox'):
        op.drop_table(table)
