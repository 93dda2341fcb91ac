import type { IconName } from '@shared/ui/icons'
import type { Permission } from './permissions'

/** One entry of the left navigation: shown only to those whom the server lets in. */
export interface Door {
  name: 'queue' | 'records' | 'quarantine' | 'credentials' | 'unusual' | 'reports' | 'devices' | 'accounts'
  words: string
  icon: IconName
  permission: Permission
  /** Which of the counts stands beside the words. */
  count?: 'closed' | 'quarantined'
}

export const doors: readonly Door[] = [
  { name: 'queue', words: '待审', icon: 'inbox', permission: 'inspection_review', count: 'closed' },
  { name: 'records', words: '记录', icon: 'file', permission: 'inspection_read' },
  {
    name: 'quarantine',
    words: '隔离区',
    icon: 'shield',
    permission: 'quarantine_read',
    count: 'quarantined',
  },
  { name: 'credentials', words: '证件', icon: 'card', permission: 'credential_read' },
  { name: 'unusual', words: '核验异常', icon: 'eye', permission: 'verification_read' },
  { name: 'reports', words: '假冒举报', icon: 'flag', permission: 'report_read' },
  { name: 'devices', words: '设备', icon: 'device', permission: 'device_read' },
  { name: 'accounts', words: '账号', icon: 'users', permission: 'account_manage' },
]

/** The doors that these permissions open, in order. */
export function doorsFor(permissions: readonly string[]): Door[] {
  return doors.filter((door) => permissions.includes(door.permission))
}
