import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'

/** The half of a push subscription that stays in the browser, and the service behind its endpoint. */
export class PushService {
  private readonly key = createECDH('prime256v1')
  private readonly auth = randomBytes(16)
  private readonly taken: Buffer[] = []
  private server: Server | null = null

  constructor(private readonly port: number) {
    this.key.generateKeys()
  }

  get subscription() {
    return {
      endpoint: `http://127.0.0.1:${this.port}/push/1`,
      keys: { p256dh: this.key.getPublicKey('base64url'), auth: this.auth.toString('base64url') },
    }
  }

  /** What has come so far, opened (RFC 8291 §4). */
  get messages(): Record<string, unknown>[] {
    return this.taken.map((sealed) => this.open(sealed))
  }

  start(): Promise<void> {
    this.server = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part) => parts.push(part))
      request.on('end', () => {
        this.taken.push(Buffer.concat(parts))
        response.writeHead(201).end()
      })
    })
    return new Promise((resolve) => this.server?.listen(this.port, '127.0.0.1', resolve))
  }

  stop(): void {
    this.server?.closeAllConnections()
    this.server?.close()
  }

  private open(sealed: Buffer): Record<string, unknown> {
    const salt = sealed.subarray(0, 16)
    const sender = sealed.subarray(21, 21 + (sealed[20] ?? 0))
    const cipher = sealed.subarray(21 + sender.length)
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.key.getPublicKey(), sender])
    const secret = Buffer.from(hkdfSync('sha256', this.key.computeSecret(sender), this.auth, info, 32))
    const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16))
    const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12))
    const opening = createDecipheriv('aes-128-gcm', key, nonce)
    opening.setAuthTag(cipher.subarray(-16))
    const padded = Buffer.concat([opening.update(cipher.subarray(0, -16)), opening.final()])
    return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString('utf8'))
  }
}

/**
 * Lets a page subscribe: Debian's headless Chromium has the Push API and no service behind it.
 *
 * Everything after the browser's own call is real: the server, the post, the worker and what it shows.
 */
export function subscribable(subscription: PushService['subscription']): string {
  return `(() => {
    const given = ${JSON.stringify(subscription)}
    let options = JSON.parse(localStorage.getItem('push-options') ?? 'null')
    const made = () => ({
      endpoint: given.endpoint,
      options: { applicationServerKey: Uint8Array.from(atob(options.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)).buffer },
      toJSON: () => given,
      unsubscribe: async () => { options = null; localStorage.removeItem('push-options'); return true },
    })
    PushManager.prototype.getSubscription = async () => (options ? made() : null)
    PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
      options = applicationServerKey
      localStorage.setItem('push-options', JSON.stringify(options))
      return made()
    }
  })()`
}
