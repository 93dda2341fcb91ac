import { levels } from '@shared/benchmarks/words'
import type { LocationQuery } from 'vue-router'
import { calendarDay, matching, spoken, uuid, wordOf } from '../../lists/query'

/** What the library is narrowed to. Empty text means: not narrowed. */
export interface LibraryFilters {
  q: string
  field: string
  agency: string
  level: string
  law: string
  /** Begins so; asked only together with a law. */
  article: string
  /** In force on this day, of Asia/Shanghai; empty: today. */
  on: string
}

export const noFilters: LibraryFilters = {
  q: '',
  field: '',
  agency: '',
  level: '',
  law: '',
  article: '',
  on: '',
}

const longest = 60

export function filtersOf(query: LocationQuery): LibraryFilters {
  const text = (name: string) => wordOf(query[name]).slice(0, longest)
  const level = wordOf(query['level'])
  const law = text('law')
  return {
    q: text('q'),
    field: text('field'),
    agency: matching(wordOf(query['agency']), uuid),
    level: Object.hasOwn(levels, level) ? level : '',
    law,
    article: law ? text('article') : '',
    on: matching(wordOf(query['on']), calendarDay),
  }
}

/** The shortest query that names these filters, in the address and to the server. */
export function queryOf(filters: LibraryFilters): Record<string, string> {
  return spoken({ ...filters, article: filters.law ? filters.article : '' })
}

/** How many filters narrow the list, the day included. */
export function narrowings(filters: LibraryFilters): number {
  return Object.values(filters).filter(Boolean).length
}
