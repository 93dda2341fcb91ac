import { liveQuery } from 'dexie'
import { onScopeDispose, type Ref, ref } from 'vue'
import { db } from '../../db/database.ts'

/** How much of one visit the server has, counted on this phone. */
export interface Sending {
  entries: number
  entriesSent: number
  files: number
  filesSent: number
  /** Sentences of the server about entries that it did not take. */
  refused: string[]
}

export const NOTHING_SENT: Sending = { entries: 0, entriesSent: 0, files: 0, filesSent: 0, refused: [] }

export async function sendingOf(inspection: string): Promise<Sending> {
  const entries = await db().entries.where('inspection').equals(inspection).toArray()
  const hashes = [
    ...new Set(entries.flatMap(({ claims }) => (claims.kind === 'attached' ? [claims.body.sha256] : []))),
  ]
  const files = await db().files.bulkGet(hashes)
  const refused = entries.filter((entry) => entry.state === 'rejected' || entry.state === 'conflict')
  return {
    entries: entries.length,
    entriesSent: entries.filter((entry) => entry.state === 'applied' || entry.state === 'duplicate').length,
    files: hashes.length,
    filesSent: files.filter((file) => file?.state === 'confirmed').length,
    refused: refused.map((entry) => entry.detail ?? '服务器没有接受其中一条记录,已交由法制审核人员查看。'),
  }
}

/** The same, kept up to date while the screen is open. */
export function useSending(inspection: string): Ref<Sending> {
  const sending = ref(NOTHING_SENT)
  const subscription = liveQuery(() => sendingOf(inspection)).subscribe((now) => {
    sending.value = now
  })
  onScopeDispose(() => subscription.unsubscribe())
  return sending
}
