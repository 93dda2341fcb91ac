import { digests, packOf, refreshPacks } from '@officer/packs/packs.ts'
import { NoAnswer } from '@shared/api/client.ts'
import type { PackInfo } from '@shared/api/wire.ts'
import { expect, test } from 'vitest'
import { registeredPhone } from '../support/phone.ts'

type Content = Record<string, unknown>

class Shelf {
  asked: string[] = []
  broken: string | null = null

  constructor(public content: Record<string, Content>) {}

  get = async <T>(path: string): Promise<T> => {
    this.asked.push(path)
    if (path === '/api/packs') return { packs: this.infos() } as T
    const sha256 = path.split('/').at(-1) ?? ''
    if (sha256 === this.broken) throw new NoAnswer('broken')
    return this.content[sha256] as T
  }

  private infos(): PackInfo[] {
    return Object.entries(this.content).map(([sha256, { name }]) => ({
      name: name as PackInfo['name'],
      sha256,
      size: 10,
      count: 1,
      made_at: '2026-11-23T00:00:00Z',
    }))
  }
}

test('packs are fetched by their hash and only when it is new', async () => {
  const database = await registeredPhone()
  const shelf = new Shelf({ m1: { name: 'matters', matters: ['a'] }, s1: { name: 'subjects', subjects: [] } })
  expect(await refreshPacks(database, shelf)).toEqual(['matters', 'subjects'])
  expect(await packOf(database, 'matters')).toMatchObject({ matters: ['a'] })
  expect(await refreshPacks(database, shelf)).toEqual([])
  expect(shelf.asked.filter((path) => path !== '/api/packs')).toEqual(['/api/packs/m1', '/api/packs/s1'])
})

test('until every new pack is whole the old ones stay as they are', async () => {
  const database = await registeredPhone()
  await refreshPacks(database, new Shelf({ m1: { name: 'matters', matters: ['old'] }, s1: { name: 'subjects' } }))
  const shelf = new Shelf({ m2: { name: 'matters', matters: ['new'] }, s2: { name: 'subjects' } })
  shelf.broken = 's2'
  await expect(refreshPacks(database, shelf)).rejects.toThrow(NoAnswer)
  expect(await packOf(database, 'matters')).toMatchObject({ matters: ['old'] })
  shelf.broken = null
  await refreshPacks(database, shelf)
  expect(await packOf(database, 'matters')).toMatchObject({ matters: ['new'] })
  expect((await digests(database)).map(({ sha256 }) => sha256)).toEqual(['m2', 's2'])
})
