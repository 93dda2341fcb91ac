import { append, attach, openVisit } from '@officer/capture/notebook.ts'
import type { OfficerDatabase } from '@officer/db/database.ts'
import { drain } from '@officer/outbox/outbox.ts'
import { tidy } from '@officer/outbox/tidy.ts'
import { ApiProblem, NoAnswer } from '@shared/api/client.ts'
import { beforeEach, expect, test } from 'vitest'
import { opened, photograph, registeredPhone } from '../support/phone.ts'
import { FakeServer } from '../support/server.ts'

const DAY = 24 * 3600 * 1000
let database: OfficerDatabase
let server: FakeServer
let visit: string
beforeEach(async () => {
  database = await registeredPhone()
  server = new FakeServer()
  visit = await openVisit(opened)
})

async function photographs(count: number) {
  for (let index = 0; index < count; index += 1) {
    await attach(visit, photograph(1000, index), { shows: '照片', source: 'camera' })
  }
}

test('a file counts as there only when the server says so itself', async () => {
  await photographs(1)
  server.present = async () => []
  expect((await drain(database, server)).end).toBe('waiting')
  expect((await database.files.toArray())[0]?.state).not.toBe('confirmed')
})

test('two files go at a time', async () => {
  await photographs(5)
  await drain(database, server)
  expect(server.files.size).toBe(5)
  expect(server.mostConcurrent).toBe(2)
})

test('a file that the server already has is not sent again', async () => {
  await photographs(2)
  const [first] = await database.files.toArray()
  server.files.set(first?.sha256 ?? '', 1000)
  await drain(database, server)
  expect(server.uploads.map(({ sha256 }) => sha256)).not.toContain(first?.sha256)
})

test('a broken upload goes on from where it broke', async () => {
  await photographs(1)
  server.breaksAfter = 600
  server.breaking = new NoAnswer('broken')
  expect((await drain(database, server)).end).toBe('offline')
  expect((await database.files.toArray())[0]).toMatchObject({ state: 'pending', offset: 600 })
  server.breaksAfter = null
  expect((await drain(database, server)).end).toBe('clean')
  expect(server.uploads.map(({ from }) => from)).toEqual([0, 600])
})

test('bytes that arrived changed are sent anew from the beginning', async () => {
  await photographs(1)
  server.breaksAfter = 1000
  server.breaking = new ApiProblem(460, 'evidence_hash_mismatch', '收到的内容与登记的不一致,将重新上传。')
  await drain(database, server)
  expect((await database.files.toArray())[0]).toMatchObject({ upload_url: null, offset: 0, state: 'pending' })
  expect(await database.bytes.count()).toBe(1)
})

test('one file that fails does not keep the others', async () => {
  await photographs(3)
  let first = true
  server.failing = (what) => {
    if (what !== 'upload' || !first) return null
    first = false
    return new ApiProblem(500, 'internal', '稍后再试。')
  }
  expect((await drain(database, server)).end).toBe('refused')
  expect(server.files.size).toBe(2)
})

test('a session that ends among the files stops the run', async () => {
  await photographs(4)
  server.failing = (what) => (what === 'upload' ? new ApiProblem(401, 'session_expired', '登录已过期。') : null)
  expect((await drain(database, server)).end).toBe('need-login')
  expect(server.uploads.length).toBeLessThanOrEqual(2)
  expect(await database.bytes.count()).toBe(4)
})

test('confirmed files stay seven days after, and as long as their visit is open', async () => {
  await photographs(1)
  await drain(database, server)
  expect(await tidy(database, 1, 100, Date.now() + 8 * DAY)).toBe(0)
  await append(visit, 'closed', { result: 'no_problem', missing: [] })
  expect(await tidy(database, 1, 100, Date.now() + 8 * DAY)).toBe(0)
  await drain(database, server)
  expect(await tidy(database, 1, 100, Date.now() + 6 * DAY)).toBe(0)
  expect(await tidy(database, 1, 100, Date.now() + 8 * DAY)).toBe(1)
  expect(await database.bytes.count()).toBe(0)
})

test('when room is short what is confirmed goes first, and only that', async () => {
  await photographs(1)
  await append(visit, 'closed', { result: 'no_problem', missing: [] })
  expect(await tidy(database, 90, 100)).toBe(0)
  await drain(database, server)
  expect(await tidy(database, 90, 100)).toBe(1)
})
