import { append, openVisit } from '@officer/capture/notebook.ts'
import { useOutbox } from '@officer/outbox/runner.ts'
import { api } from '@officer/session/api.ts'
import { useSession } from '@officer/session/store.ts'
import { ApiProblem, NoAnswer } from '@shared/api/client.ts'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { opened, registeredPhone } from '../support/phone.ts'
import { FakeServer } from '../support/server.ts'

type Outbox = ReturnType<typeof useOutbox>
let server: FakeServer
let account: string
let visit: string
const page = new EventTarget() as EventTarget & { visibilityState: string }
const outside = new EventTarget()

/** The line as the runner has it: through the session's own door. */
beforeEach(async () => {
  setActivePinia(createPinia())
  vi.stubGlobal('navigator', { userAgent: 'test', onLine: true })
  vi.stubGlobal('document', Object.assign(page, { visibilityState: 'visible' }))
  vi.stubGlobal('addEventListener', outside.addEventListener.bind(outside))
  server = new FakeServer()
  vi.spyOn(api, 'post').mockImplementation(async (path, body) => {
    if (path === '/api/sync/entries')
      return server.entries((body as { entries: string[] }).entries, '') as never
    return { present: await server.present((body as { sha256: string[] }).sha256) } as never
  })
  vi.spyOn(api, 'get').mockImplementation(
    async (path) => (path === '/api/packs' ? { packs: [] } : { items: [], next: null }) as never,
  )
  account = (await registeredPhone()).account
  visit = await openVisit(opened)
  useSession().account = { id: account } as never
})
afterEach(() => useOutbox().follow(null))

const sent = (outbox: Outbox) => vi.waitFor(() => expect(outbox.safe).toBe(true), 3000)
const settled = (outbox: Outbox) => vi.waitFor(() => expect(outbox.running).toBe(false), 3000)

test('what waits is sent as soon as the account is followed, and the line is then said to be clean', async () => {
  const outbox = useOutbox()
  outbox.follow(account)
  await vi.waitFor(() => expect(server.received).toHaveLength(1))
  await sent(outbox)
  await settled(outbox)
  expect(outbox.last).toMatchObject({ end: 'clean', moved: true })
  expect(outbox.nextAt).toBeNull()
})

test('with no line it says so, plans another attempt, and sends when the line comes back', async () => {
  const outbox = useOutbox()
  outbox.listen()
  server.failing = () => new NoAnswer('no line')
  outbox.follow(account)
  await vi.waitFor(() => expect(outbox.reachable).toBe(false))
  await settled(outbox)
  await vi.waitFor(() => expect(outbox.nextAt).toBeGreaterThan(Date.now()))
  server.failing = null
  outside.dispatchEvent(new Event('online'))
  await sent(outbox)
  await vi.waitFor(() => expect(outbox.reachable).toBe(true))
})

test('a login that ran out stops the runs, keeps everything, and goes on after the login', async () => {
  const outbox = useOutbox()
  const session = useSession()
  server.failing = () => new ApiProblem(401, 'session_expired', '登录已过期。')
  outbox.follow(account)
  await vi.waitFor(() => expect(session.needLogin).toBe(true))
  await settled(outbox)
  expect(outbox.nextAt).toBeNull()
  server.failing = null
  await outbox.run()
  expect(server.received).toEqual([])
  session.needLogin = false
  await outbox.run()
  await sent(outbox)
})

test('two runs at once are one', async () => {
  const outbox = useOutbox()
  await Promise.all([outbox.run(), outbox.run(), outbox.run()])
  expect(server.batches).toHaveLength(1)
})

test('an entry just written is sent without being asked for', async () => {
  const outbox = useOutbox()
  outbox.listen()
  outbox.follow(account)
  await vi.waitFor(() => expect(server.received).toHaveLength(1))
  await settled(outbox)
  await append(visit, 'noted', { text: '现场' })
  await vi.waitFor(() => expect(server.received).toHaveLength(2), 4000)
})

test('what the server refused is asked about again only when the officer says so', async () => {
  const outbox = useOutbox()
  server.answering = () => 'rejected'
  await outbox.run()
  await outbox.run()
  expect(server.batches).toHaveLength(1)
  server.answering = () => 'applied'
  await outbox.run({ refused: true })
  expect(server.received).toHaveLength(1)
})

test('whoever left is followed no more', async () => {
  const outbox = useOutbox()
  useSession().account = null
  outbox.follow(null)
  await outbox.run()
  expect(server.batches).toEqual([])
  expect(outbox.waiting.entries).toBe(0)
})
