import { Api, ApiProblem, NoAnswer, sentenceOf } from '@shared/api/client.ts'
import { Silence } from '@shared/api/silence.ts'
import { expect, test, vi } from 'vitest'

type Answer = [status: number, body: unknown, headers?: Record<string, string>]

/** A server of scripted answers, by method and path; it remembers what it was asked. */
function server(script: (line: string, token: string | null) => Answer | Error) {
  const asked: string[] = []
  const fetch = async (input: unknown, init?: RequestInit) => {
    const line = `${init?.method} ${input}`
    asked.push(line)
    const token = new Headers(init?.headers).get('authorization')
    const answer = script(line, token)
    if (answer instanceof Error) throw answer
    const [status, body, headers] = answer
    return new Response(status === 204 ? null : JSON.stringify(body), { status, headers })
  }
  return { asked, fetch: fetch as typeof globalThis.fetch }
}

function session(token: string, account = 'me') {
  const expires_at = new Date(Date.now() + 900_000).toISOString()
  return { access_token: token, expires_at, account: { id: account }, server_time: expires_at }
}

const REFRESH = 'POST /api/session/refresh'

test('a request without a token opens the session from the cookie first', async () => {
  const { fetch, asked } = server((line, token) =>
    line === REFRESH ? [200, session('t')] : [200, { token }],
  )
  const api = new Api({ client: 'app', fetch })
  expect(await api.get('/api/me')).toEqual({ token: 'Bearer t' })
  expect(asked).toEqual([REFRESH, 'GET /api/me'])
})

test('ten requests that meet a dead token refresh once', async () => {
  let refreshed = 0
  const { fetch } = server((line, token) => {
    if (line === 'POST /api/session') return [201, session('old')]
    if (line === REFRESH) {
      refreshed += 1
      return [200, session('new')]
    }
    return token === 'Bearer new' ? [200, {}] : [401, { code: 'token_expired', detail: '已过期。' }]
  })
  const api = new Api({ client: 'app', fetch })
  await api.login({ username: 'a', password: 'b' })
  await Promise.all(Array.from({ length: 10 }, () => api.get('/api/me')))
  expect(refreshed).toBe(1)
})

test('a second 401 is the caller’s', async () => {
  const { fetch } = server(() => [401, { code: 'session_expired', detail: '登录已过期。' }])
  const failure = await new Api({ client: 'app', fetch }).get('/api/me').catch((error) => error)
  expect(failure).toBeInstanceOf(ApiProblem)
  expect(failure).toMatchObject({ status: 401, code: 'session_expired' })
})

test('no line is told apart from a refusal', async () => {
  const { fetch } = server(() => new TypeError('Failed to fetch'))
  await expect(new Api({ client: 'app', fetch }).get('/api/me')).rejects.toThrow(NoAnswer)
})

test('a refusal that is no problem document still has a sentence', async () => {
  const { fetch } = server((line) =>
    line === REFRESH ? [200, session('t')] : [502, '<html>', { 'retry-after': '7' }],
  )
  const failure = await new Api({ client: 'app', fetch }).get('/api/me').catch((error) => error)
  expect(failure).toMatchObject({ status: 502, retryAfter: 7 })
  expect(sentenceOf(failure)).toBe('服务器暂时不能处理,请稍后再试。')
})

test('a session that is not accepted gives no token', async () => {
  const { fetch, asked } = server((line) =>
    line === REFRESH ? [200, session('t', 'somebody-else')] : [200, {}],
  )
  const accept = () => {
    throw new ApiProblem(401, 'other_account', '换了账号。')
  }
  const api = new Api({ client: 'app', fetch, accept })
  await expect(api.get('/api/me')).rejects.toMatchObject({ code: 'other_account' })
  expect(api.hasToken).toBe(false)
  expect(asked).toEqual([REFRESH])
})

test('a large body may take longer than the wait for an answer, as long as it keeps coming', async () => {
  vi.useFakeTimers()
  const pieces = [1, 2, 3]
  const slow = new ReadableStream<Uint8Array>({
    pull: (to) =>
      new Promise((resolve) =>
        setTimeout(() => {
          const piece = pieces.shift()
          if (piece === undefined) to.close()
          else to.enqueue(new Uint8Array([piece]))
          resolve()
        }, 20_000),
      ),
  })
  const silence = new Silence(30_000)
  const bytes = silence.hear(new Response(slow)).arrayBuffer()
  await vi.advanceTimersByTimeAsync(100_000)
  expect([...new Uint8Array(await bytes)]).toEqual([1, 2, 3])
  expect(silence.signal.aborted).toBe(false)
  vi.useRealTimers()
})

test('a server that falls silent is given up', async () => {
  vi.useFakeTimers()
  const silence = new Silence(30_000)
  await vi.advanceTimersByTimeAsync(30_001)
  expect(silence.signal.aborted).toBe(true)
  vi.useRealTimers()
})

test('a refresh whose answer was lost is asked again in the same attempt, the next in another', async () => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  })
  const attempts: string[] = []
  const fetch = (async (_path: string, init: RequestInit) => {
    attempts.push(JSON.parse(String(init.body)).attempt)
    if (attempts.length === 1) throw new TypeError('Failed to fetch')
    return new Response(JSON.stringify(session('t')), { status: 200 })
  }) as typeof globalThis.fetch
  await expect(new Api({ client: 'app', fetch }).refresh()).rejects.toThrow(NoAnswer)
  await new Api({ client: 'app', fetch }).refresh()
  await new Api({ client: 'app', fetch }).refresh()
  expect(attempts[1]).toBe(attempts[0])
  expect(attempts[2]).not.toBe(attempts[0])
  expect(kept.size).toBe(0)
  vi.unstubAllGlobals()
})
