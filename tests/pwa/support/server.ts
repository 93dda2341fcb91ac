import type { Transport } from '@officer/outbox/transport.ts'
import type { EntryOutcome, Outcome } from '@shared/api/wire.ts'

type Answering = (jws: string, index: number) => EntryOutcome | null

/** A server that keeps what it is sent, and says what a test wants it to. */
export class FakeServer implements Transport {
  readonly received: string[] = []
  readonly batches: string[][] = []
  readonly files = new Map<string, number>()
  readonly uploads: { sha256: string; from: number }[] = []
  answering: Answering = () => 'applied'
  failing: ((what: 'entries' | 'present' | 'upload') => Error | null) | null = null
  /** The upload breaks off after this many bytes; `null`: it does not. */
  breaksAfter: number | null = null
  breaking = new Error('the line broke')
  concurrent = 0
  mostConcurrent = 0

  entries: Transport['entries'] = async (entries) => {
    this.fail('entries')
    this.batches.push(entries)
    const outcomes = entries.flatMap((jws, index) => this.outcome(jws, index) ?? [])
    return { server_time: new Date().toISOString(), skew_ms: 0, outcomes }
  }

  present: Transport['present'] = async (sha256) => {
    this.fail('present')
    return sha256.filter((hash) => this.files.has(hash))
  }

  upload: Transport['upload'] = async (file, bytes, saved) => {
    this.uploads.push({ sha256: file.sha256, from: file.offset })
    this.concurrent += 1
    this.mostConcurrent = Math.max(this.mostConcurrent, this.concurrent)
    try {
      await new Promise((resolve) => setTimeout(resolve, 5))
      this.fail('upload')
      await saved({ upload_url: `/api/evidence/uploads/${file.sha256.slice(0, 8)}` })
      if (this.breaksAfter !== null) {
        await saved({ offset: this.breaksAfter })
        throw this.breaking
      }
      this.files.set(file.sha256, bytes.byteLength)
    } finally {
      this.concurrent -= 1
    }
  }

  private outcome(jws: string, index: number): Outcome | null {
    const again = this.received.includes(jws)
    const outcome = again ? 'duplicate' : this.answering(jws, index)
    if (!outcome) return null
    if (outcome === 'applied') this.received.push(jws)
    const refused = outcome === 'rejected' || outcome === 'conflict'
    return { index, jti: null, outcome, code: refused ? 'because' : null, detail: refused ? '原因。' : null }
  }

  private fail(what: 'entries' | 'present' | 'upload') {
    const error = this.failing?.(what)
    if (error) throw error
  }
}
