import type { CertificateStatus } from '@shared/api/wire.ts'
import { type Answer, type ShownCredential, unverifiable, type Verdict } from './answer.ts'
import { freshness } from './freshness.ts'
import { type Held, holderOf, statusAt, type VerifyingPack } from './pack.ts'
import { signedBy, type Token } from './presentation.ts'

/**
 * Verifying a colleague's code with no signal, by the agency's own pack.
 *
 * What the pack does not hold is 无法核验, never 无效; what it says is true as of its own
 * moment. Whether a code is old is judged by two phones' clocks, so that is no 无效 either.
 */
export async function verifyOffline(token: Token, pack: VerifyingPack | null, now: Date): Promise<Answer> {
  if (!pack) return unverifiable('no_pack', now.toISOString())
  const presented_at = new Date(token.at * 1000).toISOString()
  const known = { ...unverifiable('unknown', pack.as_of), presented_at }
  const device = pack.devices.find(({ short_id }) => short_id === token.kid)
  if (!device) return known
  if (!(await signedBy(token, device.public_jwk))) return { ...known, answer: 'invalid', reason: 'forged' }
  if (device.revoked_at) return { ...known, answer: 'invalid', reason: 'device_revoked' }
  const held = holderOf(pack, token.number)
  if (!held) return known
  if (held.officer.id !== device.officer_id) return { ...known, answer: 'invalid', reason: 'forged' }
  const shown = { ...known, credential: credentialOf(held) }
  const age = freshness(token.at, now.getTime() / 1000)
  const standing = standingOf(held, now)
  if (standing.answer === 'valid' && age !== 'fresh') return { ...shown, reason: age }
  return { ...shown, ...standing }
}

/** A certificate by its typed number: no code was shown, so only the registry's word counts. */
export function lookUp(number: string, pack: VerifyingPack | null, now: Date): Answer {
  if (!pack) return unverifiable('no_pack', now.toISOString())
  const held = holderOf(pack, number)
  if (!held) return unverifiable('not_in_pack', pack.as_of)
  return { ...unverifiable('', pack.as_of), credential: credentialOf(held), ...standingOf(held, now) }
}

const reasons: Partial<Record<CertificateStatus, string>> = { pending: 'not_yet_valid' }

function standingOf({ certificate }: Held, now: Date): { answer: Verdict; reason: string | null } {
  if (certificate.kind === 'assisting') return { answer: 'invalid', reason: 'assisting' }
  const status = statusAt(certificate, now)
  if (status === 'valid') return { answer: 'valid', reason: null }
  return { answer: 'invalid', reason: reasons[status] ?? status }
}

function credentialOf({ officer, certificate }: Held): ShownCredential {
  const { number, kind, category, area, valid_from, valid_to } = certificate
  const { name, agency_name } = officer
  return { number, name, agency_name, kind, category, area, valid_from, valid_to, portrait: null }
}
