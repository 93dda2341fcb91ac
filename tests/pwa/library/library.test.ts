import { documentsOf, indexFiles, libraryOn, type Manifest, refreshLibrary } from '@officer/packs/library.ts'
import { NoAnswer } from '@shared/api/client.ts'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { registeredPhone } from '../support/phone.ts'

/** A server's library: each stretch an index file and a file of benchmarks. */
class Shelf {
  readonly asked: string[] = []
  readonly files = new Map<string, string>()
  readonly manifest: Manifest
  breaksAfter = Number.POSITIVE_INFINITY
  garbled = false

  constructor(stretches: string[]) {
    const put = (text: string) => {
      const sha256 = createHash('sha256').update(text).digest('hex')
      this.files.set(sha256, text)
      return { sha256, size: text.length }
    }
    const made = stretches.map((text) => ({
      first: text,
      count: 1,
      index: put(`index of ${text}`),
      documents: put(JSON.stringify([text])),
    }))
    const size = made.reduce((sum, each) => sum + each.index.size + each.documents.size, 0)
    const rest = { made_at: '2026-11-23T00:00:00Z', count: made.length, size, stretches: made }
    this.manifest = { name: 'benchmarks', mark: stretches.join(), ...rest }
  }

  get = async <T>(): Promise<T> => this.manifest as T
  blob = async (path: string): Promise<Blob> => {
    if (this.asked.length >= this.breaksAfter) throw new NoAnswer('broken')
    const sha256 = path.split('/').at(-1) ?? ''
    this.asked.push(sha256)
    return new Blob([`${this.files.get(sha256)}${this.garbled ? ' ' : ''}`])
  }
}

test('an interrupted download goes on where it stopped, and the old library serves until the new one is whole', async () => {
  const database = await registeredPhone()
  await refreshLibrary(database, new Shelf(['a', 'b', 'c']))
  const shelf = new Shelf(['a', 'B', 'C', 'd'])
  shelf.breaksAfter = 2
  await expect(refreshLibrary(database, shelf)).rejects.toThrow(NoAnswer)
  expect((await libraryOn(database))?.manifest.mark).toBe('a,b,c')
  const old = (await libraryOn(database))?.manifest as Manifest
  expect(await indexFiles(database, old)).toHaveLength(3)

  shelf.breaksAfter = Number.POSITIVE_INFINITY
  const told: number[] = []
  expect(await refreshLibrary(database, shelf, ({ done, total }) => told.push(total - done))).toBe(true)
  expect(new Set(shelf.asked).size).toBe(shelf.asked.length)
  expect(shelf.asked).toHaveLength(6)
  expect(told.at(-1)).toBe(0)
  const now = (await libraryOn(database))?.manifest as Manifest
  expect(await documentsOf(database, now.stretches[3]?.documents.sha256 ?? '')).toEqual(['d'])
  expect(await database.shards.count()).toBe(8)
  expect(await refreshLibrary(database, shelf)).toBe(false)
})

test('a file that arrived changed did not arrive', async () => {
  const database = await registeredPhone()
  const shelf = new Shelf(['a'])
  shelf.garbled = true
  await expect(refreshLibrary(database, shelf)).rejects.toMatchObject({ code: 'pack_changed' })
  expect(await libraryOn(database)).toBeNull()
  expect(await database.shards.count()).toBe(0)
})
