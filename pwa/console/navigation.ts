import type { IconName } from '@shared/ui/icons'
import type { Permission } from './permissions'

/** Doors that belong together, in the order in which they stand. */
export const parts = ['审查', '目录', '公众', '系统'] as const
export type PartName = (typeof parts)[number]

/** One entry of the left navigation: shown only to those whom the server lets in. */
export interface Door {
  name:
    | 'queue'
    | 'records'
    | 'referrals'
    | 'alerts'
    | 'overview'
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
    | 'ledger'
    | 'accounts'
  part: PartName
  words: string
  icon: IconName
  permission: Permission
  /** Left out for those who come to it from another door. */
  unless?: Permission
  /** Which of the counts stands beside the words. */
  count?: 'closed' | 'quarantined' | 'referred'
}

export const doors: readonly Door[] = [
  {
    name: 'queue',
    part: '审查',
    words: '待审',
    icon: 'inbox',
    permission: 'inspection_review',
    count: 'closed',
  },
  { name: 'records', part: '审查', words: '记录', icon: 'file', permission: 'inspection_read' },
  {
    name: 'referrals',
    part: '审查',
    words: '移送',
    icon: 'right',
    permission: 'inspection_review',
    count: 'referred',
  },
  { name: 'alerts', part: '审查', words: '预警', icon: 'flag', permission: 'alert_read' },
  { name: 'overview', part: '审查', words: '概览', icon: 'chart', permission: 'overview_read' },
  {
    name: 'quarantine',
    part: '审查',
    words: '隔离区',
    icon: 'shield',
    permission: 'quarantine_read',
    count: 'quarantined',
  },
  { name: 'sheets', part: '审查', words: '评查', icon: 'star', permission: 'appraise' },
  { name: 'legal-reviews', part: '审查', words: '法制审核', icon: 'scale', permission: 'legal_review' },
  { name: 'credentials', part: '目录', words: '证件', icon: 'card', permission: 'credential_read' },
  {
    name: 'legal-qualifications',
    part: '目录',
    words: '审核资格',
    icon: 'scale',
    permission: 'legal_qualify',
    unless: 'legal_review',
  },
  { name: 'benchmarks', part: '目录', words: '裁量', icon: 'scale', permission: 'benchmark_read' },
  { name: 'matters', part: '目录', words: '事项', icon: 'list', permission: 'reference_read' },
  { name: 'unusual', part: '公众', words: '核验异常', icon: 'eye', permission: 'verification_read' },
  { name: 'reports', part: '公众', words: '假冒举报', icon: 'flag', permission: 'report_read' },
  { name: 'complaints', part: '公众', words: '投诉', icon: 'note', permission: 'complaint_handle' },
  { name: 'ratings', part: '公众', words: '评价', icon: 'star', permission: 'complaint_handle' },
  { name: 'subject-codes', part: '公众', words: '入企码', icon: 'pin', permission: 'subject_code_print' },
  { name: 'devices', part: '系统', words: '设备', icon: 'device', permission: 'device_read' },
  { name: 'accounts', part: '系统', words: '账号', icon: 'users', permission: 'account_manage' },
  { name: 'ledger', part: '系统', words: '台账', icon: 'chain', permission: 'ledger_read' },
]

/** The doors that these permissions open, in order; the first of them is where a login leads. */
export function doorsFor(permissions: readonly string[]): Door[] {
  return doors.filter(
    (door) => permissions.includes(door.permission) && !(door.unless && permissions.includes(door.unless)),
  )
}

/** The same by part; a part without a door is left out. */
export function doorsByPart(permissions: readonly string[]): { part: PartName; doors: Door[] }[] {
  const open = doorsFor(permissions)
  return parts
    .map((part) => ({ part, doors: open.filter((door) => door.part === part) }))
    .filter((group) => group.doors.length > 0)
}
