import type { AlertDetail, AlertRow } from '@shared/api/wire'
import { type AlertState, alertStates, severityStates } from '@shared/text/states'
import type { LocationQuery } from 'vue-router'
import { matching, spoken, uuid, wordOf } from '../../lists/query'

/** With which finding of fact an alert is closed. */
export const conclusions = {
  confirmed: '查实,确有问题',
  corrected: '查实,已纠正',
  lawful: '查明,合法合规',
  mistaken: '查明,提示有误',
  resolved: '复查后情形已消除',
} as const satisfies Record<NonNullable<AlertRow['conclusion']>, string>

/** What each step of an alert's history says. */
export const stepWords: Record<string, string> = {
  opened: '出现',
  acknowledge: '开始处理',
  snooze: '暂缓',
  woken: '暂缓期满,恢复待处理',
  close: '关闭',
  closed: '自动关闭',
  reopen: '重新打开',
  assign: '交办',
  comment: '说明',
}

/** Whom it was handed to, the end of a snooze or the conclusion of a closing, where a step has one. */
export function stepMore(step: AlertDetail['steps'][number]): string {
  const until = step.detail['until']
  const conclusion = step.detail['conclusion']
  const owner = step.detail['owner_name']
  if (typeof owner === 'string') return `交 ${owner}`
  if (typeof until === 'string') return `至 ${until}`
  if (typeof conclusion === 'string' && conclusion in conclusions) {
    return conclusions[conclusion as keyof typeof conclusions]
  }
  return ''
}

/** What the list is narrowed to; no state means those not closed. */
export interface AlertFilters {
  state: AlertState | ''
  severity: keyof typeof severityStates | ''
  mine: '' | 'true'
  /** A rule's number, and an agency: the overview leads here with them. */
  rule: string
  agency: string
}

export function filtersOf(query: LocationQuery): AlertFilters {
  const state = wordOf(query['state'])
  const severity = wordOf(query['severity'])
  return {
    state: Object.hasOwn(alertStates, state) ? (state as AlertState) : '',
    severity: Object.hasOwn(severityStates, severity) ? (severity as AlertFilters['severity']) : '',
    mine: wordOf(query['mine']) === 'true' ? 'true' : '',
    rule: matching(wordOf(query['rule']), /^[A-Z]\d{2}-\d{1,2}$/),
    agency: matching(wordOf(query['agency']), uuid),
  }
}

export const queryOf = (filters: AlertFilters): Record<string, string> => spoken({ ...filters })
