import type { Claims } from '@shared/record/types.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** 64 bytes, R and S of P-256 (RFC 7518 §3.4), as base64url without padding. */
const SIGNATURE = /^[A-Za-z0-9_-]{86}$/

/** The device and the claims of a field entry, where its form is right; the server checks the signature. */
export function readEntry(jws: unknown): { device: string; claims: Claims } | null {
  const parts = typeof jws === 'string' ? jws.split('.') : []
  const [head, body, signature] = parts
  if (parts.length !== 3 || !head || !body || !SIGNATURE.test(signature ?? '')) return null
  const header = decoded(head)
  const claims = decoded(body)
  if (header?.['alg'] !== 'ES256' || header['typ'] !== 'field-entry+jwt') return null
  const device = String(header['kid'])
  if (!UUID.test(device) || !claims || !isWhole(claims)) return null
  return { device, claims: claims as unknown as Claims }
}

function isWhole({ jti, sub, seq, prev, kind, at, body }: Record<string, unknown>): boolean {
  return (
    UUID.test(String(jti)) &&
    UUID.test(String(sub)) &&
    Number.isSafeInteger(seq) &&
    Number(seq) >= 0 &&
    (prev === null || typeof prev === 'string') &&
    typeof kind === 'string' &&
    Number.isFinite(Date.parse(String(at))) &&
    typeof body === 'object' &&
    body !== null
  )
}

function decoded(part: string): Record<string, unknown> | null {
  try {
    const binary = atob(part.replace(/-/g, '+').replace(/_/g, '/'))
    const value = JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (c) => c.charCodeAt(0))))
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}
