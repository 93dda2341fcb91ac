import { ApiProblem, NoAnswer } from '@shared/api/client.ts'
import { api } from '../../session/api.ts'
import type { Scanned } from './address.ts'
import { type Answer, unverifiable, type Verification } from './answer.ts'
import { lookUp, verifyOffline } from './offline.ts'
import { verifyingPack } from './pack.ts'

/** Longest wait for the server, in milliseconds. */
const PATIENCE = 6_000

export type Verifiable = Extract<Scanned, { kind: 'presentation' | 'card' }>

/** Ask the server; where it gives no answer, ask this phone's own pack. */
export async function verify(code: Verifiable, now = new Date()): Promise<Answer> {
  try {
    return { ...(await soon(ask(code))), source: 'server' }
  } catch (error) {
    if (!(error instanceof NoAnswer || error instanceof ApiProblem)) throw error
    return fromPack(code, now)
  }
}

export async function byNumber(number: string, now = new Date()): Promise<Answer> {
  return lookUp(number, await verifyingPack(), now)
}

async function fromPack(code: Verifiable, now: Date): Promise<Answer> {
  const pack = await verifyingPack()
  if (code.kind === 'card') return unverifiable('card_offline', pack?.as_of ?? now.toISOString())
  return verifyOffline(code.token, pack, now)
}

/** On a weak line the pack is better than a long wait. */
function soon<T>(answer: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new NoAnswer('no answer in time')), PATIENCE)
  })
  return Promise.race([answer, late])
}

function ask({ kind, text }: Verifiable): Promise<Verification> {
  const code = kind === 'card' ? `/c/${text}` : text
  return api.post<Verification>('/api/verifications', { code })
}
