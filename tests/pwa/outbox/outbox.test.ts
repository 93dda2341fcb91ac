import { append, attach, entriesOf, openVisit } from '@officer/capture/notebook.ts'
import type { OfficerDatabase } from '@officer/db/database.ts'
import { drain, retryRefused } from '@officer/outbox/outbox.ts'
import { waitingIn } from '@officer/outbox/waiting.ts'
import { ApiProblem, NoAnswer } from '@shared/api/client.ts'
import { beforeEach, expect, test, vi } from 'vitest'
import { opened, photograph, registeredPhone } from '../support/phone.ts'
import { FakeServer } from '../support/server.ts'

let database: OfficerDatabase
let server: FakeServer
beforeEach(async () => {
  database = await registeredPhone()
  server = new FakeServer()
})

async function visitOf(notes: number, photos = 0): Promise<string> {
  const visit = await openVisit(opened)
  for (let index = 0; index < notes; index += 1) await append(visit, 'noted', { text: `${index}` })
  for (let index = 0; index < photos; index += 1) {
    await attach(visit, photograph(1000, index), { shows: `${index}`, source: 'camera' })
  }
  return visit
}

async function states(visit: string) {
  return (await entriesOf(visit)).map(({ state }) => state)
}

test('what waits is sent in the order of its chain and then nothing waits', async () => {
  const visit = await visitOf(3, 2)
  const report = await drain(database, server)
  expect(report.end).toBe('clean')
  expect(server.batches.flat()).toEqual((await entriesOf(visit)).map(({ jws }) => jws))
  expect(await waitingIn(database)).toMatchObject({ entries: 0, files: 0, refused: 0, oldest: null })
})

test('at most two hundred entries go at a time, in order across the batches', async () => {
  const visit = await visitOf(250)
  await drain(database, server)
  expect(server.batches.map(({ length }) => length)).toEqual([200, 51])
  expect(server.batches.flat()).toEqual((await entriesOf(visit)).map(({ jws }) => jws))
})

test('killed after the server took a batch but before the phone knew, the next run finds duplicates', async () => {
  const visit = await visitOf(3)
  server.received.push(...(await entriesOf(visit)).map(({ jws }) => jws))
  const report = await drain(database, server)
  expect(report.end).toBe('clean')
  expect(await states(visit)).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate'])
})

test('a batch that the server answered only in part leaves the rest waiting', async () => {
  const visit = await visitOf(3)
  server.answering = (_, index) => (index < 2 ? 'applied' : null)
  expect((await drain(database, server)).end).toBe('waiting')
  expect(await states(visit)).toEqual(['applied', 'applied', 'pending', 'pending'])
  server.answering = () => 'applied'
  expect((await drain(database, server)).end).toBe('clean')
})

test('a 401 stops the run, asks for a login and loses nothing', async () => {
  const visit = await visitOf(2, 1)
  server.failing = () => new ApiProblem(401, 'session_expired', '登录已过期。')
  const report = await drain(database, server)
  expect(report.end).toBe('need-login')
  expect(await states(visit)).toEqual(['pending', 'pending', 'pending', 'pending'])
  expect(await database.bytes.count()).toBe(1)
  server.failing = null
  expect((await drain(database, server)).end).toBe('clean')
})

test('without an answer everything waits as it was', async () => {
  const visit = await visitOf(2)
  server.failing = () => new NoAnswer('nothing')
  expect((await drain(database, server)).end).toBe('offline')
  expect(await states(visit)).toEqual(['pending', 'pending', 'pending'])
})

test('held entries are offered again until the server has their predecessor', async () => {
  const visit = await visitOf(2)
  server.answering = (_, index) => (index === 0 ? 'applied' : 'held')
  expect((await drain(database, server)).end).toBe('waiting')
  expect(await states(visit)).toEqual(['applied', 'held', 'held'])
  server.answering = () => 'applied'
  expect((await drain(database, server)).end).toBe('clean')
  expect(await states(visit)).toEqual(['applied', 'applied', 'applied'])
})

test('a rejected entry keeps its reason, is kept, and does not hold up another visit', async () => {
  const first = await visitOf(0)
  const second = await visitOf(0)
  const refusedJws = (await entriesOf(first))[0]?.jws
  server.answering = (jws) => (jws === refusedJws ? 'rejected' : 'applied')
  await drain(database, server)
  expect((await entriesOf(first))[0]).toMatchObject({ state: 'rejected', code: 'because', detail: '原因。' })
  expect(await states(second)).toEqual(['applied'])
  expect(await waitingIn(database)).toMatchObject({ entries: 0, refused: 1 })
})

test('a conflict is not sent again by itself, only when the officer asks', async () => {
  await visitOf(0)
  server.answering = () => 'conflict'
  await drain(database, server)
  await drain(database, server)
  expect(server.batches).toHaveLength(1)
  server.answering = () => 'applied'
  await retryRefused(database)
  expect((await drain(database, server)).end).toBe('clean')
})

test('a batch that is too large for the server is halved', async () => {
  const visit = await visitOf(6)
  const entries = server.entries
  server.entries = (jws, at) =>
    jws.length > 2 ? Promise.reject(new ApiProblem(413, 'batch_too_large', '太大。')) : entries(jws, at)
  expect((await drain(database, server)).end).toBe('clean')
  expect(server.batches.flat()).toEqual((await entriesOf(visit)).map(({ jws }) => jws))
})

test('a phone without room to note the answer says so, loses nothing, and finds duplicates afterwards', async () => {
  const visit = await visitOf(2, 1)
  const full = new DOMException('full', 'QuotaExceededError')
  vi.spyOn(database.entries, 'bulkUpdate').mockRejectedValueOnce(full)
  const report = await drain(database, server)
  expect(report).toMatchObject({ end: 'full', problem: expect.stringContaining('手机存储空间已满') })
  expect(await states(visit)).toEqual(['pending', 'pending', 'pending', 'pending'])
  expect((await drain(database, server)).end).toBe('clean')
  expect(await states(visit)).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate'])
})

test('a server whose disk is full is asked again, in its own words, and nothing is let go of', async () => {
  const visit = await visitOf(1, 1)
  const words = '服务器的存储空间已满,本次内容没有保存。'
  const entries = vi.spyOn(server, 'entries').mockRejectedValueOnce(new ApiProblem(503, 'storage_full', words))
  expect(await drain(database, server)).toMatchObject({ end: 'refused', problem: words, moved: false })
  expect(await states(visit)).toEqual(['pending', 'pending', 'pending'])
  entries.mockRestore()
  const address = '/api/evidence/uploads/1'
  vi.spyOn(server, 'upload').mockImplementationOnce(async (_file, _bytes, saved) => {
    await saved({ upload_url: address, offset: 500 })
    throw new ApiProblem(503, 'storage_full', words)
  })
  expect(await drain(database, server)).toMatchObject({ end: 'refused', problem: words })
  expect(await database.files.toCollection().first()).toMatchObject({ state: 'pending', upload_url: address })
  expect(await database.bytes.count()).toBe(1)
  expect((await drain(database, server)).end).toBe('clean')
})

test('what the server asks to wait is passed on', async () => {
  await visitOf(0)
  server.failing = () => new ApiProblem(429, 'too_many', '请稍候。', {}, 30)
  expect(await drain(database, server)).toMatchObject({ end: 'refused', retryAfter: 30, problem: '请稍候。' })
})

test('a visit closed while a run is under way waits for the next run, not for ever', async () => {
  const visit = await visitOf(1)
  const entries = server.entries
  server.entries = async (jws, at) => {
    const answer = await entries(jws, at)
    if (server.batches.length === 1) await append(visit, 'closed', { result: 'no_problem', missing: [] })
    return answer
  }
  expect((await drain(database, server)).end).toBe('waiting')
  expect((await drain(database, server)).end).toBe('clean')
})
