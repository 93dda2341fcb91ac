import { formatDuration } from '@shared/text/dates.ts'
import type { StateWord } from '@shared/text/states.ts'
import type { Waiting } from '../outbox/waiting.ts'

/** What the chip is told. */
export interface Standing {
  waiting: Waiting
  needLogin: boolean
  /** The phone has a line and the last attempt was answered. */
  reachable: boolean
  running: boolean
  now: number
}

/**
 * The chip at the top right: one short truth about what the server has.
 *
 * `已同步` only where the server has confirmed every entry and every file.
 */
export function chipOf({ waiting, needLogin, reachable, running, now }: Standing): StateWord {
  const count = waiting.entries + waiting.files
  const tail = count ? ` · 待传 ${count}` : ''
  if (needLogin) return { word: `需登录${tail}`, tone: 'bad', icon: 'key' }
  if (waiting.refused) return { word: `${waiting.refused} 条未被接受`, tone: 'bad', icon: 'alert' }
  if (!reachable) return { word: `离线${tail}`, tone: 'wait', icon: 'offline' }
  if (!count) return { word: '已同步', tone: 'ok', icon: 'check' }
  if (running) return { word: `正在传 ${count}`, tone: 'info', icon: 'upload' }
  return { word: `待传 ${count}${age(waiting.oldest, now)}`, tone: 'wait', icon: 'upload' }
}

function age(oldest: string | null, now: number): string {
  const ms = oldest ? now - Date.parse(oldest) : 0
  return ms < 60_000 ? '' : ` · ${formatDuration(ms)}`
}
