import type { AgencyRow } from '@shared/api/wire'
import { formatDate } from '@shared/text/dates'
import type { LocationQuery } from 'vue-router'
import { matching, spoken, uuid, wordOf } from '../../lists/query'
import { codeOf, parsePeriod, periodOf } from './periods'

/** What the overview is of. Empty text means: not narrowed; no period means the current month. */
export interface OverviewFilters {
  period: string
  division: string
  agency: string
  field: string
}

export function filtersOf(query: LocationQuery): OverviewFilters {
  const period = wordOf(query['period'])
  return {
    period: parsePeriod(period) ? period : '',
    division: matching(wordOf(query['division']), /^\d{6}(\d{3})?$/),
    agency: matching(wordOf(query['agency']), uuid),
    field: wordOf(query['field']).slice(0, 40),
  }
}

export const queryOf = (filters: OverviewFilters): Record<string, string> => spoken({ ...filters })

export const today = (): string => formatDate(Date.now())

/** The period asked for; the current month where none is. */
export function periodAsked(filters: OverviewFilters) {
  return parsePeriod(filters.period) ?? periodOf('month', today())
}

/** What the server is asked: the same period that the screen names. */
export function searchOf(filters: OverviewFilters): Record<string, string> {
  return queryOf({ ...filters, period: codeOf(periodAsked(filters)) })
}

/** The counties of these agencies, by code; the city's own agencies stand under the city. */
export function countiesOf(agencies: readonly AgencyRow[]): { code: string; name: string }[] {
  const found = new Map<string, string>()
  for (const { division_code: code, division_name: name } of agencies)
    if (code.length === 6 && !code.endsWith('00')) found.set(code, name)
  return [...found].map(([code, name]) => ({ code, name })).sort((a, b) => a.code.localeCompare(b.code))
}

export function fieldsOf(agencies: readonly AgencyRow[]): string[] {
  return [...new Set(agencies.map((agency) => agency.field))].sort((a, b) => a.localeCompare(b, 'zh'))
}
