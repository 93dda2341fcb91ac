import type { Page, ServerEntry } from '@shared/api/wire.ts'
import { fold } from '@shared/record/fold.ts'
import type { ChainedClaims, Claims } from '@shared/record/types.ts'
import { entriesOf } from '../../capture/notebook.ts'
import { db } from '../../db/database.ts'
import { api } from '../../session/api.ts'

/**
 * What colleagues wrote on their own phones, fetched when there is a signal and kept.
 * Chains never merge; they are only read together.
 */

const keyOf = (inspection: string) => `others:${inspection}`
const PAGE = 100

export async function othersOf(inspection: string): Promise<ChainedClaims[]> {
  const row = await db().drafts.get(keyOf(inspection))
  return (row?.data['entries'] as ChainedClaims[] | undefined) ?? []
}

/**
 * Fetch the chains of the other phones; a visit of which nothing has been sent is unknown there.
 * Throws what the network throws.
 */
export async function fetchOthers(inspection: string): Promise<void> {
  const own = await entriesOf(inspection)
  const known = own.some((entry) => entry.state === 'applied' || entry.state === 'duplicate')
  if (own.length > 0 && !known) return
  const mine = new Set(own.map((entry) => entry.jti))
  const entries = (await allEntries(inspection)).filter((entry) => !mine.has(entry.jti)).map(chained)
  const data = { entries } as unknown as Record<string, unknown>
  await db().drafts.put({ id: keyOf(inspection), updated_at: new Date().toISOString(), step: '', data })
  await settle(inspection)
}

async function allEntries(inspection: string): Promise<ServerEntry[]> {
  const all: ServerEntry[] = []
  let cursor: string | null = null
  do {
    const page: Page<ServerEntry> = await api.get(`/api/inspections/${inspection}/entries`, {
      cursor,
      limit: PAGE,
    })
    all.push(...page.items)
    cursor = page.next
  } while (cursor)
  return all
}

/** The claims out of the signed entry itself (RFC 7515 §3.1: the second part is the payload). */
function chained(entry: ServerEntry): ChainedClaims {
  const payload = entry.jws.split('.')[1] ?? ''
  const binary = atob(payload.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
  return { device: entry.device_id, claims: JSON.parse(new TextDecoder().decode(bytes)) as Claims }
}

/** A visit that a colleague closed or withdrew is over on this phone too. */
async function settle(inspection: string): Promise<void> {
  const all = [...(await entriesOf(inspection)), ...(await othersOf(inspection))]
  if (all.length === 0) return
  const { state, closed_at } = fold(all)
  if (state !== 'open') await db().visits.update(inspection, { state, closed_at })
}
