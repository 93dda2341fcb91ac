"""compliance: findings, duties, thresholds, alerts; what a visit weighs in the queue

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

import zhifa.db

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('alert',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('rule', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('severity', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('about', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('about_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('owner_id', sa.Uuid(), nullable=True),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('first_at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.Column('last_at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.Column('snoozed_until', sa.Date(), nullable=True),
    sa.Column('conclusion', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_alert_agency_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_alert_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alert'))
    )
    op.create_index('ix_alert_agency_state_at', 'alert', ['agency_id', 'state', 'last_at', 'id'], unique=False)
    op.create_index('ix_alert_at', 'alert', ['last_at', 'id'], unique=False)
    op.create_index(op.f('ix_alert_owner_id'), 'alert', ['owner_id'], unique=False)
    op.create_index(op.f('ix_alert_snoozed_until'), 'alert', ['snoozed_until'], unique=False)
    op.create_index('ix_alert_state_at', 'alert', ['state', 'last_at', 'id'], unique=False)
    op.create_index('uq_alert_not_closed', 'alert', ['rule', 'agency_id', 'about'], unique=True, sqlite_where=sa.text("state <> 'closed'"), postgresql_where=sa.text("state <> 'closed'"))
    op.create_table('threshold',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=True),
    sa.Column('division_code', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('matter_id', sa.Uuid(), nullable=True),
    sa.Column('value', sa.Integer(), nullable=False),
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('set_by', sa.Uuid(), nullable=False),
    sa.Column('set_at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_threshold_agency_id')),
    sa.ForeignKeyConstraint(['division_code'], ['division.code'], name=op.f('fk_threshold_division_code')),
    sa.ForeignKeyConstraint(['matter_id'], ['matter.id'], name=op.f('fk_threshold_matter_id')),
    sa.ForeignKeyConstraint(['set_by'], ['account.id'], name=op.f('fk_threshold_set_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_threshold'))
    )
    op.create_index(op.f('ix_threshold_agency_id'), 'threshold', ['agency_id'], unique=False)
    op.create_index('ix_threshold_code', 'threshold', ['code', 'valid_from'], unique=False)
    op.create_index(op.f('ix_threshold_division_code'), 'threshold', ['division_code'], unique=False)
    op.create_index(op.f('ix_threshold_matter_id'), 'threshold', ['matter_id'], unique=False)
    op.create_index(op.f('ix_threshold_set_by'), 'threshold', ['set_by'], unique=False)
    op.create_table('alert_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('alert_id', sa.Uuid(), nullable=False),
    sa.Column('at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=True),
    sa.Column('step', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_alert_step_account_id')),
    sa.ForeignKeyConstraint(['alert_id'], ['alert.id'], name=op.f('fk_alert_step_alert_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alert_step'))
    )
    op.create_index(op.f('ix_alert_step_account_id'), 'alert_step', ['account_id'], unique=False)
    op.create_index(op.f('ix_alert_step_alert_id'), 'alert_step', ['alert_id'], unique=False)
    op.create_table('compliance_check',
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('checked_at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('matters', sa.JSON(), nullable=False),
    sa.Column('next_look', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_compliance_check_inspection_id')),
    sa.PrimaryKeyConstraint('inspection_id', name=op.f('pk_compliance_check'))
    )
    op.create_index(op.f('ix_compliance_check_next_look'), 'compliance_check', ['next_look'], unique=False)
    op.create_table('compliance_duty',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('duty', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_compliance_duty_account_id')),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_compliance_duty_inspection_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_compliance_duty'))
    )
    op.create_index(op.f('ix_compliance_duty_account_id'), 'compliance_duty', ['account_id'], unique=False)
    op.create_index('ix_compliance_duty_inspection', 'compliance_duty', ['inspection_id', 'duty', 'at'], unique=False)
    op.create_table('compliance_finding',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('inspection_id', sa.Uuid(), nullable=False),
    sa.Column('rule', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('severity', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('trace', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('entries', sa.JSON(), nullable=False),
    sa.Column('about', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('first_at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.Column('at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.Column('alert_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['alert_id'], ['alert.id'], name=op.f('fk_compliance_finding_alert_id')),
    sa.ForeignKeyConstraint(['inspection_id'], ['inspection.id'], name=op.f('fk_compliance_finding_inspection_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_compliance_finding')),
    sa.UniqueConstraint('inspection_id', 'rule', name=op.f('uq_compliance_finding_inspection_id_rule'))
    )
    op.create_index(op.f('ix_compliance_finding_alert_id'), 'compliance_finding', ['alert_id'], unique=False)
    op.create_index('ix_compliance_finding_rule_state', 'compliance_finding', ['rule', 'state'], unique=False)
    op.create_table('compliance_finding_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('finding_id', sa.Uuid(), nullable=False),
    sa.Column('at', zhifa.db.Instant(timezone=True), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('severity', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('trace', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['finding_id'], ['compliance_finding.id'], name=op.f('fk_compliance_finding_step_finding_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_compliance_finding_step'))
    )
    op.create_index(op.f('ix_compliance_finding_step_finding_id'), 'compliance_finding_step', ['finding_id'], unique=False)
    op.add_column('inspection', sa.Column('risk', sa.Integer(), server_default='0', nullable=False))
    op.create_index('ix_inspection_agency_state_risk', 'inspection', ['agency_id', 'state', 'risk', 'sort_at', 'id'], unique=False)
    op.create_index('ix_inspection_state_risk', 'inspection', ['state', 'risk', 'sort_at', 'id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_inspection_state_risk', table_name='inspection')
    op.drop_index('ix_inspection_agency_state_risk', table_name='inspection')
    op.drop_column('inspection', 'risk')
    op.drop_index(op.f('ix_compliance_finding_step_finding_id'), table_name='compliance_finding_step')
    op.drop_table('compliance_finding_step')
    op.drop_index('ix_compliance_finding_rule_state', table_name='compliance_finding')
    op.drop_index(op.f('ix_compliance_finding_alert_id'), table_name='compliance_finding')
    op.drop_table('compliance_finding')
    op.drop_index('ix_compliance_duty_inspection', table_name='compliance_duty')
    op.drop_index(op.f('ix_compliance_duty_account_id'), table_name='compliance_duty')
    op.drop_table('compliance_duty')
    op.drop_index(op.f('ix_compliance_check_next_look'), table_name='compliance_check')
    op.drop_table('compliance_check')
    op.drop_index(op.f('ix_alert_step_alert_id'), table_name='alert_step')
    op.drop_index(op.f('ix_alert_step_account_id'), table_name='alert_step')
    op.drop_table('alert_step')
    op.drop_index(op.f('ix_threshold_set_by'), table_name='threshold')
    op.drop_index(op.f('ix_threshold_matter_id'), table_name='threshold')
    op.drop_index(op.f('ix_threshold_division_code'), table_name='threshold')
    op.drop_index('ix_threshold_code', table_name='threshold')
    op.drop_index(op.f('ix_threshold_agency_id'), table_name='threshold')
    op.drop_table('threshold')
    op.drop_index('uq_alert_not_closed', table_name='alert', sqlite_where=sa.text("state <> 'closed'"), postgresql_where=sa.text("state <> 'closed'"))
    op.drop_index('ix_alert_state_at', table_name='alert')
    op.drop_index(op.f('ix_alert_snoozed_until'), table_name='alert')
    op.drop_index(op.f('ix_alert_owner_id'), table_name='alert')
    op.drop_index('ix_alert_at', table_name='alert')
    op.drop_index('ix_alert_agency_state_at', table_name='alert')
    op.drop_table('alert')
