import type { LocationQuery } from 'vue-router'
import type { VersionRow } from '../../../api/benchmark-types'
import { wordOf } from '../../../lists/query'
import { type Status, statuses } from '../words'

/** What waits for approval is shown unless something else is asked for. */
export interface WaitingFilters {
  status: Status
}

export function filtersOf(query: LocationQuery): WaitingFilters {
  const status = wordOf(query['status'])
  return { status: Object.hasOwn(statuses, status) ? (status as Status) : 'draft' }
}

export function queryOf({ status }: WaitingFilters): Record<string, string> {
  return status === 'draft' ? {} : { status }
}

export const searchOf = ({ status }: WaitingFilters): Record<string, string> => ({ status })

/** Rows that came by one import, or one row that was entered by itself. */
export interface Group {
  /** The import, or empty. */
  id: string
  rows: VersionRow[]
}

/** Rows of one import together, in the order in which the first of each came. */
export function grouped(rows: readonly VersionRow[]): Group[] {
  const groups = new Map<string, Group>()
  for (const row of rows) {
    const key = row.import_id ?? `${row.benchmark_id}/${row.version}`
    const group = groups.get(key)
    if (group) group.rows.push(row)
    else groups.set(key, { id: row.import_id ?? '', rows: [row] })
  }
  return [...groups.values()]
}
