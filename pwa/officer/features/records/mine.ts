import { NoAnswer, sentenceOf } from '@shared/api/client.ts'
import type { InspectionRow, Page } from '@shared/api/wire.ts'
import { liveQuery } from 'dexie'
import { onScopeDispose, ref, shallowRef } from 'vue'
import { db } from '../../db/database.ts'
import type { RemoteRow } from '../../db/rows.ts'
import { api } from '../../session/api.ts'
import { type ListedVisit, listVisits } from './listing.ts'

const PAGE = 20

/** My visits: what the phone holds at once, and the server's pages as they are asked for. */
export function useMyVisits() {
  const visits = shallowRef<ListedVisit[] | null>(null)
  const next = ref<string | null>(null)
  const loading = ref(false)
  const offline = ref(false)
  const fault = ref('')
  const subscription = liveQuery(readAll).subscribe((all) => {
    visits.value = all
  })
  onScopeDispose(() => subscription.unsubscribe())

  /** Fetch the first page again, or the one after the last. */
  async function fetch(cursor: string | null = null): Promise<void> {
    loading.value = true
    try {
      next.value = await fetchPage(cursor)
      offline.value = false
      fault.value = ''
    } catch (error) {
      offline.value = error instanceof NoAnswer
      fault.value = offline.value ? '' : sentenceOf(error)
    } finally {
      loading.value = false
    }
  }
  void fetch()
  return { visits, next, loading, offline, fault, fetch }
}

async function fetchPage(cursor: string | null): Promise<string | null> {
  const page: Page<InspectionRow> = await api.get('/api/inspections', { mine: true, cursor, limit: PAGE })
  const seen_at = new Date().toISOString()
  const rows: RemoteRow[] = page.items.map((row) => ({ id: row.id, state: row.state, row, seen_at }))
  await db().remote.bulkPut(rows)
  return page.next
}

async function readAll(): Promise<ListedVisit[]> {
  const [local, remote, entries, files] = await Promise.all([
    db().visits.toArray(),
    db().remote.toArray(),
    db().entries.where('state').noneOf(['applied', 'duplicate']).toArray(),
    db().files.where('state').notEqual('confirmed').toArray(),
  ])
  const waiting = new Map<string, number>()
  for (const { inspection } of [...entries, ...files])
    waiting.set(inspection, (waiting.get(inspection) ?? 0) + 1)
  return listVisits(local, remote, waiting)
}
