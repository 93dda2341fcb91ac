import type { LocationQuery } from 'vue-router'
import type { ChangeKind, ChangeState } from '../../../api/credential-types'
import { spoken, wordOf } from '../../../lists/query'
import { changeKinds, changeStates } from '../words'

/** What waits is shown unless something else is asked for. */
export interface ChangeFilters {
  state: ChangeState | 'all'
  kind: ChangeKind | ''
}

export function filtersOf(query: LocationQuery): ChangeFilters {
  const state = wordOf(query['state'])
  const kind = wordOf(query['kind'])
  return {
    state:
      state === 'all' || Object.hasOwn(changeStates, state) ? (state as ChangeState | 'all') : 'proposed',
    kind: Object.hasOwn(changeKinds, kind) ? (kind as ChangeKind) : '',
  }
}

export function queryOf({ state, kind }: ChangeFilters): Record<string, string> {
  return spoken({ state: state === 'proposed' ? '' : state, kind })
}

export function searchOf({ state, kind }: ChangeFilters): Record<string, string> {
  return spoken({ state: state === 'all' ? '' : state, kind })
}
