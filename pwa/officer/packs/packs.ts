import { type Api, ApiProblem } from '@shared/api/client.ts'
import type { PackContents, PackInfo, PackName } from '@shared/api/wire.ts'
import { hexadecimal } from '../capture/base64.ts'
import { stamp } from '../capture/clock.ts'
import { storing } from '../capture/storage.ts'
import type { OfficerDatabase } from '../db/database.ts'
import type { PackRow } from '../db/rows.ts'

type Door = Pick<Api, 'get' | 'blob'>

/** A pack's JSON: what is in it stands under its name. */
type PackData<N extends PackName> = Pick<PackContents, N>

/**
 * Fetch the packs that are new and put them in place together.
 *
 * Until all of the new ones are whole, the old ones stay as they are. Returns the names of
 * those that changed.
 */
export async function refreshPacks(database: OfficerDatabase, door: Door): Promise<PackName[]> {
  const { packs } = await door.get<{ packs: PackInfo[] }>('/api/packs')
  const held = new Map((await digests(database)).map(({ name, sha256 }) => [name, sha256]))
  const wanted = packs.filter(({ name, sha256 }) => held.get(name) !== sha256)
  const fetched = await Promise.all(wanted.map((info) => fetchPack(door, info)))
  await storing(() =>
    database.transaction('rw', [database.packs, database.meta], async () => {
      await database.packs.bulkPut(fetched)
      await database.meta.put({ key: 'packs', value: await mergedDigests(database, fetched) })
      await database.meta.put({ key: 'packs_checked_at', value: stamp() })
    }),
  )
  return wanted.map(({ name }) => name)
}

/** A pack's content; `null` where this phone has never fetched it. */
export async function packOf<N extends PackName>(
  database: OfficerDatabase,
  name: N,
): Promise<PackData<N> | null> {
  return ((await database.packs.get(name))?.data as PackData<N> | undefined) ?? null
}

/** What is held, without reading the content. */
export async function digests(database: OfficerDatabase): Promise<Omit<PackRow, 'data'>[]> {
  return ((await database.meta.get('packs'))?.value as Omit<PackRow, 'data'>[] | undefined) ?? []
}

/** A pack is named by the SHA-256 of its JSON; one that arrived otherwise did not arrive. */
async function fetchPack(door: Door, info: PackInfo): Promise<PackRow> {
  const bytes = await (await door.blob(`/api/packs/${info.sha256}`)).arrayBuffer()
  const sha256 = hexadecimal(await crypto.subtle.digest('SHA-256', bytes))
  if (sha256 !== info.sha256) throw new ApiProblem(502, 'pack_changed', '资料在下载途中损坏,请再试一次。')
  return { ...info, stored_at: stamp(), data: JSON.parse(new TextDecoder().decode(bytes)) }
}

async function mergedDigests(database: OfficerDatabase, fetched: PackRow[]) {
  const changed = fetched.map(({ data: _, ...about }) => about)
  const names = new Set(changed.map(({ name }) => name))
  return [...(await digests(database)).filter(({ name }) => !names.has(name)), ...changed]
}
