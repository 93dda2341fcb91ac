import { append, entriesOf, openVisit } from '@officer/capture/notebook.ts'
import { drain } from '@officer/outbox/outbox.ts'
import { renewKey } from '@officer/session/device.ts'
import type { Api } from '@shared/api/client.ts'
import { NoAnswer } from '@shared/api/client.ts'
import { beforeEach, expect, test, vi } from 'vitest'
import { opened, registeredPhone } from '../support/phone.ts'
import { FakeServer } from '../support/server.ts'

beforeEach(() => {
  vi.stubGlobal('navigator', { userAgent: 'test' })
})

/** A server that registers whatever key it is shown. */
function registrar(asked: unknown[] = []): Api {
  return {
    post: async (_path: string, body: unknown) => {
      asked.push(body)
      return { id: crypto.randomUUID(), registered_at: '2026-11-23T09:00:00Z' }
    },
  } as unknown as Api
}

async function devicesOf(visit: string): Promise<string[]> {
  return [...new Set((await entriesOf(visit)).map(({ device }) => device))]
}

test('a new visit is signed with the new key, and what the old one signed is still sent', async () => {
  const database = await registeredPhone()
  const before = await openVisit(opened)
  const [old] = await devicesOf(before)
  const asked: { public_jwk: JsonWebKey }[] = []
  const key = await renewKey(registrar(asked), database)
  expect(asked[0]?.public_jwk).toEqual(key.public_jwk)
  const after = await openVisit(opened)
  expect(await devicesOf(after)).toEqual([key.device])
  expect(key.device).not.toBe(old)
  const server = new FakeServer()
  await drain(database, server)
  expect(server.received).toHaveLength(2)
})

test('a visit that is open goes on with the key that began it, so that its chain stays one', async () => {
  const database = await registeredPhone()
  const visit = await openVisit(opened)
  await renewKey(registrar(), database)
  await append(visit, 'noted', { text: '继续' })
  expect(await devicesOf(visit)).toHaveLength(1)
  expect((await entriesOf(visit)).map(({ seq }) => seq)).toEqual([0, 1])
})

test('what is added to a visit that is over is signed with the new key', async () => {
  const database = await registeredPhone()
  const visit = await openVisit(opened)
  await append(visit, 'closed', { result: 'no_problem', missing: [] })
  const key = await renewKey(registrar(), database)
  expect((await append(visit, 'noted', { text: '补充' })).device).toBe(key.device)
})

test('where the server cannot be reached, the old key stays in force', async () => {
  const database = await registeredPhone()
  const before = await database.keys.get('device')
  const silent = { post: () => Promise.reject(new NoAnswer('no line')) } as unknown as Api
  await expect(renewKey(silent, database)).rejects.toBeInstanceOf(NoAnswer)
  expect((await database.keys.get('device'))?.device).toBe(before?.device)
  expect(await database.keys.count()).toBe(1)
})
