import type { IconName } from '@shared/ui/icons'
import type { Permission } from './permissions'

/** One entry of the left navigation: shown only to those whom the server lets in. */
export interface Door {
  name:
    | 'queue'
    | 'records'
    | 'alerts'
    | 'quarantine'
    | 'sheets'
    | 'legal-reviews'
    | 'legal-qualifications'
    | 'credentials'
    | 'benchmarks'
    | 'matters'
    | 'unusual'
    | 'reports'
    | 'complaints'
    | 'ratings'
    | 'subject-codes'
    | 'devices'
    | 'accounts'
  words: string
  icon: IconName
  permission: Permission
  /** Left out for those who come to it from another door. */
  unless?: Permission
  /** Which of the counts stands beside the words. */
  count?: 'closed' | 'quarantined'
}

export const doors: readonly Door[] = [
  { name: 'queue', words: '待审', icon: 'inbox', permission: 'inspection_review', count: 'closed' },
  { name: 'records', words: '记录', icon: 'file', permission: 'inspection_read' },
  { name: 'alerts', words: '预警', icon: 'flag', permission: 'alert_read' },
  {
    name: 'quarantine',
    words: '隔离区',
    icon: 'shield',
    permission: 'quarantine_read',
    count: 'quarantined',
  },
  { name: 'sheets', words: '评查', icon: 'star', permission: 'appraise' },
  { name: 'legal-reviews', words: '法制审核', icon: 'scale', permission: 'legal_review' },
  { name: 'credentials', words: '证件', icon: 'card', permission: 'credential_read' },
  {
    name: 'legal-qualifications',
    words: '审核资格',
    icon: 'scale',
    permission: 'legal_qualify',
    unless: 'legal_review',
  },
  { name: 'benchmarks', words: '裁量', icon: 'scale', permission: 'benchmark_read' },
  { name: 'matters', words: '事项', icon: 'list', permission: 'reference_read' },
  { name: 'unusual', words: '核验异常', icon: 'eye', permission: 'verification_read' },
  { name: 'reports', words: '假冒举报', icon: 'flag', permission: 'report_read' },
  { name: 'complaints', words: '投诉', icon: 'note', permission: 'complaint_handle' },
  { name: 'ratings', words: '评价', icon: 'star', permission: 'complaint_handle' },
  { name: 'subject-codes', words: '入企码', icon: 'pin', permission: 'subject_code_print' },
  { name: 'devices', words: '设备', icon: 'device', permission: 'device_read' },
  { name: 'accounts', words: '账号', icon: 'users', permission: 'account_manage' },
]

/** The doors that these permissions open, in order. */
export function doorsFor(permissions: readonly string[]): Door[] {
  return doors.filter(
    (door) => permissions.includes(door.permission) && !(door.unless && permissions.includes(door.unless)),
  )
}
