import type { HistoryRow } from '../../../api/credential-types'

const end = (row: HistoryRow) => (row.ends_at ? Date.parse(row.ends_at) : Number.POSITIVE_INFINITY)

/**
 * Whether a record written later speaks of the whole of this one's stretch from its first moment, so that
 * nothing of it holds any more. One that takes over in the middle is simply what came next.
 */
export function outranked(record: HistoryRow, all: readonly HistoryRow[]): boolean {
  return all.some(
    (other) =>
      Date.parse(other.recorded_at) > Date.parse(record.recorded_at) &&
      Date.parse(other.starts_at) <= Date.parse(record.starts_at) &&
      end(other) >= end(record),
  )
}
