import { ApiProblem, NoAnswer, sentenceOf } from '@shared/api/client.ts'
import type { Inspection } from '@shared/api/wire.ts'
import type { AskedItem } from '@shared/record/checklist.ts'
import { mergeChecklists } from '@shared/record/checklist.ts'
import { fold } from '@shared/record/fold.ts'
import { canonical } from '@shared/record/order.ts'
import type { ChainedClaims, InspectionRecord } from '@shared/record/types.ts'
import { liveQuery } from 'dexie'
import { onScopeDispose, ref, shallowRef } from 'vue'
import { entriesOf } from '../../capture/notebook.ts'
import { db } from '../../db/database.ts'
import type { KeyRow } from '../../db/rows.ts'
import { api } from '../../session/api.ts'
import { fetchOthers, othersOf } from '../visit/others.ts'
import { mattersOnPhone } from '../visit/packs.ts'
import { checklistsOf, sheetOf, withTold } from '../visit/sheet.ts'

/** One finished visit to look at: its entries from all phones, and what the server says of it. */
export interface Shown {
  record: InspectionRecord
  entries: ChainedClaims[]
  items: AskedItem[]
  /** Whether this phone has a chain in it. */
  mine: boolean
  /** Whether the key that would sign now has one, so that it need not join before it adds. */
  joined: boolean
}

export function useShownRecord(id: string) {
  const shown = shallowRef<Shown | null>(null)
  const server = shallowRef<Inspection | null>(null)
  const loading = ref(true)
  const offline = ref(false)
  const fault = ref('')
  const subscription = liveQuery(() => read(id)).subscribe((now) => {
    shown.value = now
  })
  onScopeDispose(() => subscription.unsubscribe())

  async function refresh(): Promise<void> {
    loading.value = true
    try {
      server.value = await api.get<Inspection>(`/api/inspections/${id}`)
      await Promise.all([fetchOthers(id), keepReviews(server.value)])
      offline.value = false
      fault.value = ''
    } catch (error) {
      offline.value = error instanceof NoAnswer
      fault.value = offline.value || isUnsent(error) ? '' : sentenceOf(error)
    } finally {
      loading.value = false
    }
  }
  void keptReviews(id).then((kept) => {
    server.value ??= kept
  })
  void refresh()
  return { shown, server, loading, offline, fault, refresh }
}

/** The server does not know a visit of which nothing has been sent yet. */
function isUnsent(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 404
}

async function read(id: string): Promise<Shown | null> {
  const [own, others, sheet, pack, keys] = await Promise.all([
    entriesOf(id),
    othersOf(id),
    sheetOf(id),
    mattersOnPhone(),
    db().keys.toArray(),
  ])
  const entries = canonical([...own, ...others].map(({ device, claims }) => ({ device, claims })))
  if (entries.length === 0) return null
  const record = withTold(fold(entries), sheet)
  const items = mergeChecklists(checklistsOf(record, sheet, pack)).items
  const devices = new Set(own.map(({ device }) => device))
  const has = ({ device }: KeyRow) => device !== null && devices.has(device)
  const joined = keys.some((key) => key.id === 'device' && has(key))
  return { record, entries, items, mine: keys.some(has), joined }
}

const keyOf = (id: string) => `server:${id}`

/** What the supervisor said is read without a signal too. */
async function keepReviews(inspection: Inspection): Promise<void> {
  const { row } = inspection
  await db().drafts.put({
    id: keyOf(row.id),
    updated_at: new Date().toISOString(),
    step: '',
    data: { inspection: { ...inspection, record: null } },
  })
  await db().remote.put({ id: row.id, state: row.state, row, seen_at: new Date().toISOString() })
}

async function keptReviews(id: string): Promise<Inspection | null> {
  return ((await db().drafts.get(keyOf(id)))?.data['inspection'] as Inspection | undefined) ?? null
}
