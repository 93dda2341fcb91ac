import type { Api } from '@shared/api/client.ts'
import type { InspectionRow, Page } from '@shared/api/wire.ts'
import { stamp } from '../capture/clock.ts'
import type { OfficerDatabase } from '../db/database.ts'
import type { RemoteRow } from '../db/rows.ts'

/** How many of my latest inspections the phone keeps a look at. */
const KEPT = 100

/** Read what the server says of my inspections, so that their review shows without a line too. */
export async function refreshRemote(database: OfficerDatabase, api: Pick<Api, 'get'>): Promise<void> {
  const page = await api.get<Page<InspectionRow>>('/api/inspections', { mine: true, limit: KEPT })
  const seen_at = stamp()
  const rows: RemoteRow[] = page.items.map((row) => ({ id: row.id, state: row.state, row, seen_at }))
  await database.transaction('rw', database.remote, async () => {
    if (page.next === null) await database.remote.clear()
    await database.remote.bulkPut(rows)
  })
}
