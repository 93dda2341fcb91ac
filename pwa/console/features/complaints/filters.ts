import type { LocationQuery } from 'vue-router'
import type { ComplaintRow } from '../../api/feedback'
import { spoken, wordOf } from '../../lists/query'
import { complaintStates } from './words'

/** What the list of complaints is narrowed to. Empty text means: not narrowed. */
export interface Filters {
  state: ComplaintRow['state'] | ''
  overdue: 'true' | ''
  q: string
}

/** The filters that an address names; what it says wrongly is left out. */
export function filtersOf(query: LocationQuery): Filters {
  const state = wordOf(query['state'])
  return {
    state: Object.hasOwn(complaintStates, state) ? (state as ComplaintRow['state']) : '',
    overdue: wordOf(query['overdue']) === 'true' ? 'true' : '',
    q: wordOf(query['q']).slice(0, 100),
  }
}

export function queryOf(filters: Filters): Record<string, string> {
  return spoken({ ...filters })
}
