import type { EntryRow } from '../db/rows.ts'

/** What the server takes at a time. */
const MOST_ENTRIES = 200
const MOST_BYTES = 1_000_000

/** Visit after visit in the order in which they began to wait, each chain by `seq`. */
export function inChainOrder(entries: readonly EntryRow[]): EntryRow[] {
  const began = new Map<string, string>()
  for (const { inspection, jti } of entries) {
    const earliest = began.get(inspection)
    // UUIDv7 sorts by the time at which it was made.
    if (earliest === undefined || jti < earliest) began.set(inspection, jti)
  }
  return [...entries].sort(
    (a, b) =>
      order(began.get(a.inspection) ?? '', began.get(b.inspection) ?? '') ||
      order(a.device, b.device) ||
      a.seq - b.seq,
  )
}

/** Cut into pieces that the server takes. */
export function batches(entries: readonly EntryRow[]): EntryRow[][] {
  const cut: EntryRow[][] = []
  let room = 0
  for (const entry of entries) {
    const last = cut.at(-1)
    if (last && last.length < MOST_ENTRIES && entry.jws.length <= room) {
      last.push(entry)
      room -= entry.jws.length
    } else {
      cut.push([entry])
      room = MOST_BYTES - entry.jws.length
    }
  }
  return cut
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
