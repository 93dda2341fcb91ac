import { type InspectionState, inspectionStates } from '@shared/text/states'
import type { LocationQuery } from 'vue-router'

/** What a list of inspections is narrowed to. Empty text means: not narrowed. */
export interface Filters {
  state: InspectionState | ''
  agency: string
  officer: string
  /** Calendar days of Asia/Shanghai, both included. */
  from: string
  to: string
  q: string
  /** In the queue the gravest come first; `newest` is the other order. */
  sort: '' | 'newest'
  /** Only those given to oneself. */
  given: '' | 'true'
}

export const noFilters: Filters = {
  state: '',
  agency: '',
  officer: '',
  from: '',
  to: '',
  q: '',
  sort: '',
  given: '',
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const calendarDay = /^\d{4}-\d{2}-\d{2}$/

function first(value: LocationQuery[string] | undefined): string {
  return (Array.isArray(value) ? value[0] : value)?.trim() ?? ''
}

function matching(text: string, pattern: RegExp): string {
  return pattern.test(text) ? text : ''
}

/** The filters that an address names; what it says wrongly is left out. */
export function filtersOf(query: LocationQuery): Filters {
  const state = first(query['state'])
  return {
    state: Object.hasOwn(inspectionStates, state) ? (state as InspectionState) : '',
    agency: matching(first(query['agency']), uuid),
    officer: matching(first(query['officer']), uuid),
    from: matching(first(query['from']), calendarDay),
    to: matching(first(query['to']), calendarDay),
    q: first(query['q']).slice(0, 100),
    sort: first(query['sort']) === 'newest' ? 'newest' : '',
    given: first(query['given']) === 'true' ? 'true' : '',
  }
}

/**
 * The shortest query that names these filters, with the page's cursor if there is one: in the address
 * as to the server, which counts days in Asia/Shanghai and includes both.
 */
export function queryOf(filters: Filters, cursor = ''): Record<string, string> {
  const named = Object.entries({ ...filters, cursor }).filter(([, value]) => value !== '')
  return Object.fromEntries(named)
}

/** How many filters beside the state narrow the list. */
export function narrowings(filters: Filters): number {
  return [filters.agency, filters.officer, filters.from, filters.to, filters.q, filters.given].filter(Boolean)
    .length
}
