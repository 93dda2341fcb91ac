import type { AccountRow } from '@shared/api/wire'
import type { StateWord } from '@shared/text/states'

export function isLocked(account: AccountRow, now = Date.now()): boolean {
  return account.locked_until !== null && Date.parse(account.locked_until) > now
}

export function stateOf(account: AccountRow, now = Date.now()): StateWord {
  if (!account.active) return { word: '已停用', tone: 'off', icon: 'ban' }
  if (isLocked(account, now)) return { word: '已锁定', tone: 'wait', icon: 'lock' }
  if (account.one_time_until === null) return { word: '正常', tone: 'ok', icon: 'check' }
  if (Date.parse(account.one_time_until) > now) return { word: '待本人设密码', tone: 'info', icon: 'clock' }
  return { word: '一次性密码过期', tone: 'wait', icon: 'alert' }
}
