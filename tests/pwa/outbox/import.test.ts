import { append, attach, entriesOf, fileOf, openVisit } from '@officer/capture/notebook.ts'
import { type OfficerDatabase, useAccount } from '@officer/db/database.ts'
import { exportUnsynced } from '@officer/outbox/export.ts'
import { importBackup } from '@officer/outbox/import.ts'
import { drain } from '@officer/outbox/outbox.ts'
import { beforeEach, expect, test } from 'vitest'
import { opened, photograph, registeredPhone } from '../support/phone.ts'
import { FakeServer } from '../support/server.ts'

const me = { id: 'me', name: '王建国' }
let visit: string
let photo: Blob
let backup: Blob
let fresh: OfficerDatabase

/** A visit with a photograph, exported; then a new phone of the same account. */
beforeEach(async () => {
  const old = await registeredPhone()
  visit = await openVisit(opened)
  photo = photograph(5000)
  await attach(visit, photo, { shows: '操作台', source: 'camera' })
  await append(visit, 'closed', { result: 'no_problem', missing: [] })
  backup = await exportUnsynced(old, me)
  fresh = await registeredPhone()
})

async function changed(
  change: (content: { entries: string[]; files: { base64: string }[]; [key: string]: unknown }) => void,
) {
  const content = JSON.parse(await backup.text())
  change(content)
  return new Blob([JSON.stringify(content)])
}

test('a new phone sends what the old one signed, under the old device, and its files', async () => {
  const told: number[] = []
  const report = await importBackup(fresh, 'me', backup, (done) => told.push(done))
  expect(report).toEqual({ entries: 3, files: 1, known: 0, damaged: 0 })
  expect(told).toEqual([1, 2, 3, 4])
  const server = new FakeServer()
  expect((await drain(fresh, server)).end).toBe('clean')
  expect(server.received).toEqual(JSON.parse(await backup.text()).entries)
  expect([...server.files.values()]).toEqual([5000])
  expect((await fresh.visits.get(visit))?.subject_name).toBe('永乐宫老面馆')
})

test('a second import changes nothing', async () => {
  await importBackup(fresh, 'me', backup)
  expect(await importBackup(fresh, 'me', backup)).toEqual({ entries: 0, files: 0, known: 4, damaged: 0 })
})

test('on the same phone what is there stays, and what was lost comes back', async () => {
  await importBackup(fresh, 'me', backup)
  await drain(fresh, new FakeServer())
  const [file] = await fresh.files.toArray()
  await fresh.files.delete(file?.sha256 ?? '')
  await fresh.bytes.clear()
  expect(await importBackup(fresh, 'me', backup)).toMatchObject({ entries: 0, files: 1, known: 3 })
  expect((await entriesOf(visit)).map(({ state }) => state)).toEqual(['applied', 'applied', 'applied'])
  expect((await fileOf(file?.sha256 ?? ''))?.size).toBe(5000)
})

test('the file of another account is refused in words, and nothing is kept of it', async () => {
  await expect(importBackup(fresh, 'somebody', backup)).rejects.toMatchObject({
    detail: expect.stringContaining('王建国'),
  })
  expect(await fresh.entries.count()).toBe(0)
})

test.each([
  ['not JSON', new Blob(['photo'])],
  ['another format', new Blob(['{"format":"x"}'])],
  ['cut off', new Blob(['{"format":"zhifa-unsynced","version":1,"entr'])],
])('%s is refused in words', async (_, file) => {
  await expect(importBackup(fresh, 'me', file)).rejects.toMatchObject({
    detail: expect.stringContaining('没有导入任何内容'),
  })
})

test('an entry whose words, signature or place were changed is not taken, the others are', async () => {
  const file = await changed((content) => {
    const [first, second = '', third = ''] = content.entries
    const [head, , signature] = second.split('.')
    content.entries = [
      first ?? '',
      `${head}.${btoa('{"kind":"noted"}').replace(/=/g, '')}.${signature}`,
      third.slice(0, -4),
    ]
  })
  expect(await importBackup(fresh, 'me', file)).toMatchObject({ entries: 1, damaged: 2 })
})

test('an entry that does not follow the one before it is not taken', async () => {
  const file = await changed((content) => {
    const [head, body = '', signature] = (content.entries[1] ?? '').split('.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
    content.entries[1] = [
      head,
      Buffer.from(JSON.stringify({ ...claims, prev: 'A'.repeat(43) })).toString('base64url'),
      signature,
    ].join('.')
  })
  expect((await importBackup(fresh, 'me', file)).damaged).toBeGreaterThan(0)
})

test('a photograph whose bytes are not those that were hashed is not taken', async () => {
  const file = await changed((content) => {
    for (const one of content.files) one.base64 = btoa('something else')
  })
  expect(await importBackup(fresh, 'me', file)).toMatchObject({ entries: 3, files: 0, damaged: 1 })
})

test('a visit that another phone left open is sent, and not gone on with here', async () => {
  const old = await registeredPhone()
  const open = await openVisit(opened)
  const file = await exportUnsynced(old, me)
  useAccount(fresh.account)
  await importBackup(fresh, 'me', file)
  expect(await fresh.entries.where('inspection').equals(open).count()).toBe(1)
  expect(await fresh.visits.get(open)).toBeUndefined()
})
