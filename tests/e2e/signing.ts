import { createHash, randomUUID, type webcrypto } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import type { DemoAccount } from './people'

/** A phone that signs whatever it is told to: what the application would never write. */
export class SigningPhone {
  private constructor(
    private readonly request: APIRequestContext,
    private readonly headers: { Authorization: string },
    private readonly key: webcrypto.CryptoKey,
    private readonly device: string,
    private readonly account: Session['account'],
  ) {}

  static async register(request: APIRequestContext, who: DemoAccount): Promise<SigningPhone> {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
    const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
    const { username, password } = who
    const device = { public_jwk: { kty, crv, x, y }, name: '测试手机' }
    const opened = await request.post('/api/session', { data: { username, password, client: 'app', device } })
    const session: Session = await opened.json()
    const headers = { Authorization: `Bearer ${session.access_token}` }
    return new SigningPhone(request, headers, pair.privateKey, session.device_id, session.account)
  }

  /** The version in force of the first benchmark that is found. */
  async benchmark(q: string): Promise<{ id: string; version: string; sha256: string }> {
    const { items } = await this.get('/api/benchmarks', { q })
    const { id, version, sha256 } = await this.get(`/api/benchmarks/${items[0].id}`)
    return { id, version: String(version), sha256 }
  }

  /** Opens a visit, writes these entries after it, sends them all; answers the visit's id. */
  async visit(entries: [kind: string, body: object][]): Promise<string> {
    const inspection = uuid7()
    const chain: string[] = []
    for (const [kind, body] of [['opened', await this.opening()] as const, ...entries]) {
      chain.push(await this.sign(inspection, chain, kind, body))
    }
    const data = { sent_at: new Date().toISOString(), entries: chain }
    const answer = await (await this.request.post('/api/sync/entries', { headers: this.headers, data })).json()
    const refused = answer.outcomes.filter(({ outcome }: { outcome: string }) => outcome !== 'applied')
    if (refused.length > 0) throw new Error(`not taken in: ${JSON.stringify(refused)}`)
    return inspection
  }

  private async opening(): Promise<object> {
    const { items } = await this.get('/api/matters', {})
    const { id, code, name } = items[0]
    const { officer } = this.account
    const matter = { id, code, name, checklist: randomUUID(), checklist_version: 1 }
    return {
      subject: { name: '试验食品店', address: '解放路 1 号' },
      matters: [matter],
      source: 'spot',
      officer: { officer: officer.id, name: officer.name, certificate: officer.certificates[0].number },
      agency: officer.agency_id,
    }
  }

  private async sign(inspection: string, chain: readonly string[], kind: string, body: object): Promise<string> {
    const last = chain.at(-1)
    const claims = {
      jti: uuid7(),
      sub: inspection,
      seq: chain.length,
      prev: last ? createHash('sha256').update(last).digest('base64url') : null,
      kind,
      at: new Date().toISOString(),
      mono: { ms: chain.length, boot: BOOT },
      pos: null,
      pos_error: '测试',
      body,
    }
    const header = { alg: 'ES256', kid: this.device, typ: 'field-entry+jwt' }
    const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, this.key, Buffer.from(text))
    return `${text}.${Buffer.from(signature).toString('base64url')}`
  }

  private async get(path: string, params: Record<string, string> = {}) {
    return (await this.request.get(path, { headers: this.headers, params })).json()
  }
}

const BOOT = randomUUID()

interface Session {
  access_token: string
  device_id: string
  account: { officer: { id: string; name: string; agency_id: string; certificates: { number: string }[] } }
}

/** RFC 9562 §5.7. */
function uuid7(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
