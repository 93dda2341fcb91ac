import type { Message } from '../api/wire.ts'
import type { IconName } from '../ui/icons.ts'

/** The picture beside a message of each kind. */
export const messageIcons: Record<Message['kind'], IconName> = {
  record_returned: 'return',
  record_accepted: 'check',
  decision_taken_back: 'withdrawn',
  record_referred: 'right',
  referral_answered: 'right',
  records_assigned: 'user',
  second_officer_named: 'users',
  device_registered: 'device',
  device_revoked: 'ban',
  certificate_expiring: 'clock',
  certificate_withdrawn: 'withdrawn',
  alert_assigned: 'alert',
  sheets_given: 'list',
  record_appraised: 'star',
  legal_review_asked: 'scale',
  legal_opinion_given: 'scale',
  standard_changed: 'list',
  complaint_received: 'flag',
  complaint_due: 'clock',
  announcement: 'info',
  unread_escalated: 'up',
}
