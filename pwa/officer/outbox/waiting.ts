import type { OfficerDatabase } from '../db/database.ts'

/** What of this account the server has not confirmed. */
export interface Waiting {
  /** Entries that will be sent by themselves. */
  entries: number
  files: number
  bytes: number
  /** Entries that the server would not take; the officer must know. */
  refused: number
  /** When the oldest of all these was made. */
  oldest: string | null
}

export const nothing: Waiting = { entries: 0, files: 0, bytes: 0, refused: 0, oldest: null }

export async function waitingIn(database: OfficerDatabase): Promise<Waiting> {
  const [entries, files] = await Promise.all([
    database.entries.where('state').noneOf(['applied', 'duplicate']).toArray(),
    database.files.where('state').notEqual('confirmed').toArray(),
  ])
  const refused = entries.filter(({ state }) => state === 'rejected' || state === 'conflict').length
  const times = [...entries.map(({ at }) => at), ...files.map(({ added_at }) => added_at)]
  return {
    entries: entries.length - refused,
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    refused,
    oldest: earliest(times),
  }
}

/** Whether anything at all would be lost with this phone. */
export function isSafe(waiting: Waiting): boolean {
  return waiting.entries + waiting.files + waiting.refused === 0
}

function earliest(times: string[]): string | null {
  return times.reduce<string | null>(
    (first, at) => (first === null || Date.parse(at) < Date.parse(first) ? at : first),
    null,
  )
}
