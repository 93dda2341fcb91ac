import type { Inspection } from '@shared/api/wire'
import type { StateWord } from '@shared/text/states'
import type { LocationQuery } from 'vue-router'
import type { Referral, ReferralAgency } from '../../api/referrals'
import { spoken, wordOf } from '../../lists/query'

/** Where a referral stands. */
export const referralStates = {
  pending: { word: '待接收', tone: 'wait', icon: 'clock' },
  accepted: { word: '已接收', tone: 'ok', icon: 'check' },
  given_back: { word: '已退还', tone: 'bad', icon: 'return' },
  recalled: { word: '已收回', tone: 'off', icon: 'withdrawn' },
} as const satisfies Record<Referral['state'], StateWord>

/** Whether whose it is, its state and that of its latest referral let it be referred. */
export function mayRefer(inspection: Inspection): boolean {
  const { own, referral, row } = inspection
  const away = referral?.state === 'pending' || referral?.state === 'accepted'
  return own && !away && (row.state === 'closed' || row.state === 'returned')
}

/** How an agency stands to the one whose record it is. */
export const relationWords = {
  above: '上级',
  same: '同级',
  below: '下级',
} as const satisfies Record<ReferralAgency['relation'], string>

export interface ReferralFilters {
  direction: 'in' | 'out'
  state: Referral['state'] | ''
}

export function filtersOf(query: LocationQuery): ReferralFilters {
  const state = wordOf(query['state'])
  return {
    direction: wordOf(query['direction']) === 'out' ? 'out' : 'in',
    state: Object.hasOwn(referralStates, state) ? (state as Referral['state']) : '',
  }
}

export const queryOf = (filters: ReferralFilters): Record<string, string> => spoken({ ...filters })
