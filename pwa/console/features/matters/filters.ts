import type { LocationQuery } from 'vue-router'
import { spoken, wordOf } from '../../lists/query'
import { type Standing, type Status, standings, statuses } from './words'

/** What the catalogue is narrowed to. Empty text means: not narrowed. */
export interface MatterFilters {
  q: string
  field: string
  standing: Standing
}

export function filtersOf(query: LocationQuery): MatterFilters {
  const standing = wordOf(query['standing'])
  return {
    q: wordOf(query['q']).slice(0, 60),
    field: wordOf(query['field']).slice(0, 60),
    standing: Object.hasOwn(standings, standing) ? (standing as Standing) : 'in_force',
  }
}

export function queryOf(filters: MatterFilters): Record<string, string> {
  return spoken({ ...filters, standing: filters.standing === 'in_force' ? '' : filters.standing })
}

/** Which changes are listed. */
export interface ChangeFilters {
  status: Status
}

export function changeFiltersOf(query: LocationQuery): ChangeFilters {
  const status = wordOf(query['status'])
  return { status: Object.hasOwn(statuses, status) ? (status as Status) : 'proposed' }
}

export function changeQueryOf({ status }: ChangeFilters): Record<string, string> {
  return spoken({ status: status === 'proposed' ? '' : status })
}
