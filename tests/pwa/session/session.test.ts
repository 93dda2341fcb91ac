import { append, openVisit } from '@officer/capture/notebook.ts'
import { databaseOf, db } from '@officer/db/database.ts'
import { api, expectAccount } from '@officer/session/api.ts'
import { othersWaiting } from '@officer/session/others.ts'
import { phone } from '@officer/session/phone.ts'
import { useSession } from '@officer/session/store.ts'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import { opened } from '../support/phone.ts'

interface Login {
  username: string
  device: { public_jwk: { x: string } }
}

/** A server that knows devices by their key and forgets nothing. */
const devices = new Map<string, string>()
let cookie: string | null = null
let line = true

function answer(path: string, body: Login): [number, unknown] {
  if (path === '/api/session/refresh') {
    return cookie ? [200, sessionOf(cookie, null)] : [401, { code: 'session_expired', detail: '登录已过期。' }]
  }
  if (path !== '/api/session') return [204, null]
  const key = `${body.username}/${body.device.public_jwk.x}`
  if (!devices.has(key)) devices.set(key, crypto.randomUUID())
  cookie = body.username
  return [201, sessionOf(body.username, devices.get(key) ?? null)]
}

function sessionOf(username: string, device_id: string | null) {
  const now = new Date()
  const account = { id: `id-${username}`, username, display_name: `${username}先生`, role: 'officer', officer: null }
  const expires_at = new Date(now.getTime() + 900_000).toISOString()
  return { access_token: username, expires_at, account, device_id, device_revoked: false, server_time: now.toISOString() }
}

beforeEach(async () => {
  setActivePinia(createPinia())
  vi.stubGlobal('navigator', { userAgent: 'test' })
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (!line) throw new TypeError('no line')
    const [status, body] = answer(path, init.body ? JSON.parse(String(init.body)) : null)
    return new Response(status === 204 ? null : JSON.stringify(body), { status })
  })
  line = true
  cookie = null
  api.forgetToken()
  expectAccount(null)
  await phone.accounts.clear()
  await phone.values.clear()
})

test('the first login registers the key of the phone, and the second uses the same', async () => {
  const session = useSession()
  await session.login('wang', 'x')
  const first = session.key
  expect(first?.device).toBe(devices.get(`wang/${first?.public_jwk.x}`))
  await session.logout()
  await session.login('wang', 'x')
  expect(session.key?.device).toBe(first?.device)
})

test('the application starts with the last account where there is no line, and can write', async () => {
  await useSession().login('wang', 'x')
  setActivePinia(createPinia())
  line = false
  const session = useSession()
  await session.start()
  expect(session.account?.username).toBe('wang')
  expect(session.needLogin).toBe(false)
  const visit = await openVisit(opened)
  await append(visit, 'noted', { text: '没有信号' })
  expect(await db().entries.where('inspection').equals(visit).count()).toBe(2)
})

test('no token is ever kept on the phone', async () => {
  await useSession().login('li', 'geheim')
  const kept = JSON.stringify([await phone.accounts.toArray(), await phone.values.toArray()])
  expect(kept).not.toMatch(/access_token|geheim/)
})

test('a cookie that has run out asks for a login and leaves the account where it is', async () => {
  await useSession().login('wang', 'x')
  setActivePinia(createPinia())
  cookie = null
  const session = useSession()
  await session.start()
  await vi.waitFor(() => expect(session.needLogin).toBe(true))
  expect(session.account?.username).toBe('wang')
})

test('a second account sees nothing of the first, whose work waits and is spoken of', async () => {
  const session = useSession()
  await session.login('zhao', 'x')
  const visit = await openVisit(opened)
  await session.logout()
  await session.login('qian', 'x')
  expect(await db().entries.count()).toBe(0)
  expect(await othersWaiting(session.account?.id ?? null)).toMatchObject([
    { name: 'zhao先生', waiting: { entries: 1, files: 0 } },
  ])
  await session.logout()
  await session.login('zhao', 'x')
  expect(await databaseOf('id-zhao').entries.where('inspection').equals(visit).count()).toBe(1)
})

test('the session of another account in another tab is not taken for this one', async () => {
  const session = useSession()
  await session.login('wang', 'x')
  cookie = 'somebody'
  await session.reach()
  expect(session.needLogin).toBe(true)
  expect(session.account?.username).toBe('wang')
})

test('a login that fails leaves the account in use guarded as before', async () => {
  const session = useSession()
  await session.login('wang', 'x')
  line = false
  await expect(session.login('li', 'x')).rejects.toThrow()
  line = true
  cookie = 'li'
  await session.reach()
  expect(session.needLogin).toBe(true)
})
