import { type Api, ApiProblem } from '@shared/api/client.ts'
import { hexadecimal } from '../capture/base64.ts'
import { stamp } from '../capture/clock.ts'
import { storing } from '../capture/storage.ts'
import type { OfficerDatabase } from '../db/database.ts'
import type { LibraryRow, ShardRow } from '../db/rows.ts'
import { squeezed, unsqueezed } from './squeeze.ts'

type Door = Pick<Api, 'get' | 'blob'>

export interface PackFile {
  sha256: string
  size: number
}

/** What the server says a phone should hold of the library, file by file. */
export interface Manifest {
  name: 'benchmarks'
  mark: string
  made_at: string
  count: number
  size: number
  stretches: { first: string; count: number; index: PackFile; documents: PackFile }[]
}

/** Bytes over the line; `total` is what this update has to fetch, `kept` what lay on the phone already. */
export interface Progress {
  done: number
  total: number
}

const AT_ONCE = 4

/**
 * Bring the library of benchmarks up to date by the files that have changed.
 *
 * Each file is kept as soon as it is whole, so that an interrupted download goes on where it stopped. The old
 * library stays in use until all files of the new one are there; then the manifest is swapped and what nobody
 * names any more is dropped, in one transaction. Answers whether anything changed.
 */
export async function refreshLibrary(
  database: OfficerDatabase,
  door: Door,
  tell: (progress: Progress) => void = () => undefined,
): Promise<boolean> {
  const manifest = await door.get<Manifest>('/api/packs/benchmarks')
  const held = await libraryOn(database)
  if (held?.manifest.mark === manifest.mark) {
    await database.meta.put({ key: 'library_checked_at', value: stamp() })
    return false
  }
  await fetchMissing(database, door, manifest, tell)
  await storing(() => swap(database, manifest))
  return true
}

/** The library in use; `null` where this phone has never had a whole one. */
export async function libraryOn(database: OfficerDatabase): Promise<LibraryRow | null> {
  return ((await database.meta.get('library'))?.value as LibraryRow | undefined) ?? null
}

/** The files to search in, in the order of their rows. */
export async function indexFiles(database: OfficerDatabase, manifest: Manifest): Promise<ArrayBuffer[]> {
  const rows = await database.shards.bulkGet(manifest.stretches.map(({ index }) => index.sha256))
  return Promise.all(rows.map((row) => bytesOf(row)))
}

/** A file of benchmarks, read. */
export async function documentsOf<T>(database: OfficerDatabase, sha256: string): Promise<T[]> {
  return JSON.parse(new TextDecoder().decode(await bytesOf(await database.shards.get(sha256))))
}

function filesOf(manifest: Manifest): Map<string, PackFile> {
  const files = manifest.stretches.flatMap(({ index, documents }) => [index, documents])
  return new Map(files.map((file) => [file.sha256, file]))
}

async function fetchMissing(
  database: OfficerDatabase,
  door: Door,
  manifest: Manifest,
  tell: (progress: Progress) => void,
): Promise<void> {
  const files = filesOf(manifest)
  for (const sha256 of await database.shards.toCollection().primaryKeys()) files.delete(sha256)
  const missing = [...files.values()]
  const progress = { done: 0, total: missing.reduce((sum, { size }) => sum + size, 0) }
  tell({ ...progress })
  const one = async () => {
    for (let file = missing.pop(); file; file = missing.pop()) {
      const row = await fetchShard(door, file)
      await storing(() => database.shards.put(row))
      progress.done += file.size
      tell({ ...progress })
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, one))
  const broken = ends.find((end) => end.status === 'rejected')
  if (broken) throw broken.reason
}

/** A file is named by the SHA-256 of its bytes; one that arrived otherwise did not arrive. */
async function fetchShard(door: Door, { sha256 }: PackFile): Promise<ShardRow> {
  const bytes = await (await door.blob(`/api/packs/benchmarks/${sha256}`)).arrayBuffer()
  if (hexadecimal(await crypto.subtle.digest('SHA-256', bytes)) !== sha256) {
    throw new ApiProblem(502, 'pack_changed', '裁量基准在下载途中损坏,请再试一次。')
  }
  return { sha256, bytes: await squeezed(bytes) }
}

async function swap(database: OfficerDatabase, manifest: Manifest): Promise<void> {
  const named = filesOf(manifest)
  await database.transaction('rw', [database.shards, database.meta], async () => {
    const there = await database.shards.toCollection().primaryKeys()
    await database.shards.bulkDelete(there.filter((sha256) => !named.has(sha256)))
    await database.meta.put({ key: 'library', value: { manifest, stored_at: stamp() } satisfies LibraryRow })
    await database.meta.put({ key: 'library_checked_at', value: stamp() })
  })
}

async function bytesOf(row: ShardRow | undefined): Promise<ArrayBuffer> {
  if (!row) throw new Error('a file of the library is missing')
  return unsqueezed(row.bytes)
}
