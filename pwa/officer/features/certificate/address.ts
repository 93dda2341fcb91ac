import { readVisitCode, type VisitCode } from '../visit/visitcode.ts'
import { readToken, type Token } from './presentation.ts'

/** What a QR code can carry at version 12, level M, so that a cheap phone reads it at arm's length. */
export const LONGEST = 280

/** The address that a citizen's phone opens. */
export function addressOf(origin: string, token: string): string {
  return `${origin}/v/${token}`
}

export type Scanned =
  | { kind: 'presentation'; text: string; token: Token; host: string | null }
  | { kind: 'card'; text: string; host: string | null }
  | { kind: 'visit'; code: VisitCode }
  | { kind: 'other' }

const CARD = /^[\w-]{22}$/

/** What a scanned or typed text is. `host`: where its address leads, `null` for a bare code. */
export function recognise(text: string): Scanned {
  const trimmed = text.trim()
  const { door, rest, host } = taken(trimmed)
  const token = door === 'c' ? null : readToken(rest)
  if (token) return { kind: 'presentation', text: rest, token, host }
  if (door === 'c' && CARD.test(rest)) return { kind: 'card', text: rest, host }
  const visit = readVisitCode(trimmed)
  return visit ? { kind: 'visit', code: visit } : { kind: 'other' }
}

function taken(text: string): { door: string | null; rest: string; host: string | null } {
  const url = URL.canParse(text) ? new URL(text) : null
  const [, door, rest] = /^\/([vc])\/([\w.-]+)\/?$/.exec(url?.pathname ?? '') ?? []
  if (!url || !door || !rest || !/^https?:$/.test(url.protocol)) return { door: null, rest: text, host: null }
  return { door, rest, host: url.host }
}
