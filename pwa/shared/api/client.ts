import { inOneAttempt } from './attempt.ts'
import { NoAnswer, problemOf } from './problems.ts'
import { Silence } from './silence.ts'
import type { Client, SessionOpened } from './wire.ts'

export { ApiProblem, NoAnswer, sentenceOf } from './problems.ts'

/** Query values; what is undefined, null or empty is left out. */
export type Query = Record<string, string | number | boolean | null | undefined>

interface Settings {
  client: Client
  /** Replaced in tests. */
  fetch?: typeof fetch
  /** Asked before a session is taken; may throw, e.g. where another tab logged in as somebody else. */
  accept?: (session: SessionOpened) => void
}

/** Longest silence of the server, in milliseconds: until it answers, and between two pieces of a body. */
const PATIENCE = 30_000
/** The same for a file that we send: no byte comes back until all of it has arrived and been read. */
const FILE_PATIENCE = 300_000

/**
 * The door to the server for one application.
 *
 * The access token is only ever in memory. A request that meets 401 refreshes once,
 * in single flight, and is sent again; a second 401 is the caller's to handle.
 */
export class Api {
  private token: { value: string; expires: number } | null = null
  private refreshing: Promise<SessionOpened> | null = null
  private readonly listeners = new Set<(session: SessionOpened) => void>()
  private readonly fetch: typeof fetch

  constructor(private readonly settings: Settings) {
    this.fetch = settings.fetch ?? ((...args) => globalThis.fetch(...args))
  }

  get hasToken(): boolean {
    return this.token !== null
  }

  /** Called whenever a session was opened or refreshed. */
  onSession(listener: (session: SessionOpened) => void): void {
    this.listeners.add(listener)
  }

  async login(body: Record<string, unknown>): Promise<SessionOpened> {
    const session = await this.plain<SessionOpened>('POST', '/api/session', {
      ...body,
      client: this.settings.client,
    })
    return this.take(session)
  }

  /** New token from the cookie. All tabs take turns: a cookie used in two attempts ends the session. */
  refresh(): Promise<SessionOpened> {
    const { client } = this.settings
    const name = `zhifa-refresh-${client}`
    this.refreshing ??= inTurn(name, () =>
      inOneAttempt(name, (attempt) =>
        this.plain<SessionOpened>('POST', '/api/session/refresh', { client, attempt }),
      ),
    )
      .then((session) => this.take(session))
      .finally(() => {
        this.refreshing = null
      })
    return this.refreshing
  }

  async logout(): Promise<void> {
    const headers = this.authorization()
    this.token = null
    await this.answer('DELETE', `/api/session?client=${this.settings.client}`, { headers })
  }

  forgetToken(): void {
    this.token = null
  }

  /** A token that holds for another minute, refreshed where needed. For uploads that send their own. */
  async freshToken(): Promise<string> {
    if (!this.token || this.token.expires - Date.now() < 60_000) await this.refresh()
    return this.token?.value ?? ''
  }

  get<T>(path: string, query: Query = {}): Promise<T> {
    return this.json<T>('GET', withQuery(path, query))
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.json<T>('POST', path, body)
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.json<T>('PUT', path, body)
  }

  delete(path: string): Promise<void> {
    return this.json<void>('DELETE', path)
  }

  /** An answer that goes on and is read as it comes, as of a stream; half a minute of silence ends it. */
  open(path: string, headers: Record<string, string>): Promise<Response> {
    return this.authorised('GET', path, { headers })
  }

  /** Sends a file as it is. A heading of the request can hold no Chinese: names go percent-encoded. */
  async sendFile<T>(method: 'POST' | 'PUT', path: string, file: Blob, query: Query = {}): Promise<T> {
    const headers = { 'Content-Type': file.type || 'application/octet-stream' }
    return readJson<T>(await this.authorised(method, withQuery(path, query), { body: file, headers }))
  }

  /** The bytes of evidence; images need the header too, so they are shown from a `blob:` address. */
  async blob(path: string, query: Query = {}): Promise<Blob> {
    const response = await this.authorised('GET', withQuery(path, query), {})
    return whole(() => response.blob())
  }

  /** Bytes that the server makes from what it is told, as of a sheet to print. */
  async blobFor(path: string, body: unknown): Promise<Blob> {
    const response = await this.authorised('POST', path, jsonBody(body))
    return whole(() => response.blob())
  }

  private async json<T>(method: string, path: string, body?: unknown): Promise<T> {
    const init = body === undefined ? {} : jsonBody(body)
    return readJson<T>(await this.authorised(method, path, init))
  }

  private async authorised(method: string, path: string, init: RequestInit): Promise<Response> {
    if (!this.token) await this.refresh()
    const first = await this.send(method, path, init)
    if (first.status !== 401) return accepted(first)
    await this.refresh()
    return accepted(await this.send(method, path, init))
  }

  private send(method: string, path: string, init: RequestInit): Promise<Response> {
    return this.exchange(method, path, { ...init, headers: { ...init.headers, ...this.authorization() } })
  }

  private async plain<T>(method: string, path: string, body: unknown): Promise<T> {
    return readJson<T>(await this.answer(method, path, jsonBody(body)))
  }

  private async answer(method: string, path: string, init: RequestInit): Promise<Response> {
    return accepted(await this.exchange(method, path, init))
  }

  private async exchange(method: string, path: string, init: RequestInit): Promise<Response> {
    const silence = new Silence(init.body instanceof Blob ? FILE_PATIENCE : PATIENCE)
    const { signal } = silence
    try {
      return silence.hear(await this.fetch(path, { ...init, method, credentials: 'same-origin', signal }))
    } catch (cause) {
      silence.end()
      throw new NoAnswer('no answer', { cause })
    }
  }

  private authorization(): Record<string, string> {
    return this.token ? { Authorization: `Bearer ${this.token.value}` } : {}
  }

  private take(session: SessionOpened): SessionOpened {
    this.settings.accept?.(session)
    this.token = { value: session.access_token, expires: Date.parse(session.expires_at) }
    for (const listener of this.listeners) listener(session)
    return session
  }
}

async function accepted(response: Response): Promise<Response> {
  if (!response.ok) throw await problemOf(response)
  return response
}

async function readJson<T>(response: Response): Promise<T> {
  return response.status === 204 ? (undefined as T) : whole<T>(() => response.json())
}

async function whole<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    throw new NoAnswer('the answer broke off', { cause })
  }
}

function jsonBody(body: unknown): RequestInit {
  return { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
}

function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

/** Run under a lock that all tabs share, where the browser has one. */
function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = globalThis.navigator?.locks
  return locks ? (locks.request(name, work) as Promise<T>) : work()
}
