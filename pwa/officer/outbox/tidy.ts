import type { OfficerDatabase } from '../db/database.ts'

/** How long a confirmed photograph stays on the phone to look at, in milliseconds. */
const KEPT = 7 * 24 * 3600 * 1000
/** Above this part of the quota, what is confirmed may go at once. */
const SHORT = 0.8

/**
 * Let go of the bytes that the server has confirmed, after seven days or when room is short.
 *
 * Only where the visit is over and every one of its entries was taken: until then all stays.
 * Returns how many files were let go; their entries stay.
 */
export async function tidy(
  database: OfficerDatabase,
  used: number | null,
  quota: number | null,
  now = Date.now(),
) {
  const short = used !== null && quota !== null && used > quota * SHORT
  const confirmed = await database.files.where('state').equals('confirmed').toArray()
  const held = new Set(await database.bytes.toCollection().primaryKeys())
  let gone = 0
  for (const file of confirmed) {
    const old = now - Date.parse(file.confirmed_at ?? '') > KEPT
    if (!held.has(file.sha256) || !(old || short)) continue
    if (!(await isOver(database, file.sha256))) continue
    await database.bytes.delete(file.sha256)
    gone += 1
  }
  return gone
}

/** Every visit that names the file is closed or withdrawn, and all of it is on the server. */
async function isOver(database: OfficerDatabase, sha256: string): Promise<boolean> {
  const naming = await database.entries
    .where('kind')
    .equals('attached')
    .filter(({ claims }) => claims.kind === 'attached' && claims.body.sha256 === sha256)
    .toArray()
  for (const inspection of new Set(naming.map((entry) => entry.inspection))) {
    if ((await database.visits.get(inspection))?.state === 'open') return false
    const entries = await database.entries.where('inspection').equals(inspection).toArray()
    if (entries.some(({ state }) => state !== 'applied' && state !== 'duplicate')) return false
  }
  return true
}
