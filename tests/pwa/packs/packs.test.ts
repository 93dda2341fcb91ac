import { digests, packOf, refreshPacks } from '@officer/packs/packs.ts'
import { NoAnswer } from '@shared/api/client.ts'
import type { PackInfo, PackName } from '@shared/api/wire.ts'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { registeredPhone } from '../support/phone.ts'

/** The server's shelf: each pack by the hash of its JSON. */
class Shelf {
  readonly asked: string[] = []
  readonly packs: { info: PackInfo; json: string }[]
  broken: PackName | null = null
  garbled: PackName | null = null

  constructor(contents: Partial<Record<PackName, unknown>>) {
    this.packs = Object.entries(contents).map(([name, content]) => {
      const json = JSON.stringify(content)
      const sha256 = createHash('sha256').update(json).digest('hex')
      const made_at = '2026-11-23T00:00:00Z'
      return { info: { name: name as PackName, sha256, size: json.length, count: 1, made_at }, json }
    })
  }

  get = async <T>(): Promise<T> => ({ packs: this.packs.map(({ info }) => info) }) as T

  blob = async (path: string): Promise<Blob> => {
    const pack = this.packs.find(({ info }) => path.endsWith(info.sha256))
    if (!pack || pack.info.name === this.broken) throw new NoAnswer('broken')
    this.asked.push(pack.info.name)
    return new Blob([pack.info.name === this.garbled ? `${pack.json} ` : pack.json])
  }
}

test('packs are fetched by their hash and only when it is new', async () => {
  const database = await registeredPhone()
  const shelf = new Shelf({ matters: { matters: ['a'] }, subjects: { subjects: [] } })
  expect(await refreshPacks(database, shelf)).toEqual(['matters', 'subjects'])
  expect(await packOf(database, 'matters')).toEqual({ matters: ['a'] })
  expect(await refreshPacks(database, shelf)).toEqual([])
  expect(shelf.asked).toEqual(['matters', 'subjects'])
})

test('until every new pack is whole the old ones stay as they are', async () => {
  const database = await registeredPhone()
  await refreshPacks(database, new Shelf({ matters: { matters: ['old'] }, subjects: {} }))
  const shelf = new Shelf({ matters: { matters: ['new'] }, subjects: { subjects: ['new'] } })
  shelf.broken = 'subjects'
  await expect(refreshPacks(database, shelf)).rejects.toThrow(NoAnswer)
  expect(await packOf(database, 'matters')).toEqual({ matters: ['old'] })
  shelf.broken = null
  await refreshPacks(database, shelf)
  expect(await packOf(database, 'matters')).toEqual({ matters: ['new'] })
  expect((await digests(database)).map(({ sha256 }) => sha256)).toEqual(shelf.packs.map(({ info }) => info.sha256))
})

test('a pack that arrived changed did not arrive', async () => {
  const database = await registeredPhone()
  const shelf = new Shelf({ matters: { matters: ['a'] } })
  shelf.garbled = 'matters'
  await expect(refreshPacks(database, shelf)).rejects.toMatchObject({ code: 'pack_changed' })
  expect(await packOf(database, 'matters')).toBeNull()
})
