import { base64url, utf8 } from '../../capture/base64.ts'
import { bytesOf, idFromBytes, idToBytes, shortText } from './bytes.ts'

/**
 * The dynamic code of a shown certificate: a compact JWS, ES256, by the key of the phone.
 *
 * Its type keeps it from ever passing as a field entry, and an entry from passing as it.
 * It names the certificate, the moment and, where one is chosen, the visit; nothing else.
 */

export interface Presentation {
  /** The certificate's number. */
  number: string
  /** The moment it was made, in seconds since 1970. */
  at: number
  /** The visit it belongs to, as a lower-case UUID. */
  visit: string | null
}

export interface Token extends Presentation {
  /** Which device signed: the short id. */
  kid: string
  /** What was signed, and the signature over it. */
  input: string
  signature: Uint8Array<ArrayBuffer>
}

export const TYPE = 'p+jwt'
const SIGNING: EcdsaParams = { name: 'ECDSA', hash: 'SHA-256' }
const CURVE: EcKeyImportParams = { name: 'ECDSA', namedCurve: 'P-256' }
const KID = /^[\w-]{11}$/
const SHORT = 8
const SIGNATURE_BYTES = 64
const LONGEST_NUMBER = 60

/** The short id of a key: base64url of the first 8 bytes of its RFC 7638 thumbprint. */
export function shortIdOf(thumbprint: string): string {
  const bytes = bytesOf(thumbprint)
  if (bytes?.length !== 32) throw new Error('a thumbprint is the SHA-256 of a key')
  return base64url(bytes.subarray(0, SHORT))
}

/** Sign a code (RFC 7515 §3.1, RFC 7518 §3.4). */
export async function present(shown: Presentation, kid: string, key: CryptoKey): Promise<string> {
  const visit = shown.visit ? { i: base64url(idToBytes(shown.visit)) } : {}
  const header = encoded({ alg: 'ES256', kid, typ: TYPE })
  const input = `${header}.${encoded({ c: shown.number, t: shown.at, ...visit })}`
  return `${input}.${base64url(await crypto.subtle.sign(SIGNING, key, utf8(input)))}`
}

/** Read a code without believing it; `null` where it has not exactly the form of one. */
export function readToken(text: string): Token | null {
  const parts = text.split('.')
  if (parts.length !== 3) return null
  const [head = '', body = '', tail = ''] = parts
  const kid = kidOf(objectOf(head))
  const shown = shownBy(objectOf(body))
  const signature = bytesOf(tail)
  if (!kid || !shown || signature?.length !== SIGNATURE_BYTES) return null
  return { ...shown, kid, input: `${head}.${body}`, signature }
}

/** Whether the holder of this key signed it. A key that is none has signed nothing. */
export async function signedBy(token: Token, publicJwk: JsonWebKey): Promise<boolean> {
  try {
    const { kty, crv, x, y } = publicJwk as Required<JsonWebKey>
    const key = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, CURVE, false, ['verify'])
    return await crypto.subtle.verify(SIGNING, key, token.signature, utf8(token.input))
  } catch {
    return false
  }
}

function encoded(part: object): string {
  return base64url(utf8(JSON.stringify(part)))
}

function objectOf(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(shortText(bytesOf(part)) ?? 'null')
    return value && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

function kidOf(header: Record<string, unknown> | null): string | null {
  if (!header || !onlyHas(header, ['alg', 'kid', 'typ'])) return null
  const { alg, kid, typ } = header
  return alg === 'ES256' && typ === TYPE && typeof kid === 'string' && KID.test(kid) ? kid : null
}

function shownBy(claims: Record<string, unknown> | null): Presentation | null {
  if (!claims || !onlyHas(claims, ['c', 't', 'i'])) return null
  const { c, t, i } = claims
  if (typeof c !== 'string' || c === '' || c.length > LONGEST_NUMBER) return null
  if (!Number.isSafeInteger(t) || (t as number) <= 0) return null
  const visit = i === undefined ? null : typeof i === 'string' ? idFromBytes(bytesOf(i)) : undefined
  if (visit === undefined || (i !== undefined && visit === null)) return null
  return { number: c, at: t as number, visit }
}

function onlyHas(object: Record<string, unknown>, names: readonly string[]): boolean {
  return Object.keys(object).every((name) => names.includes(name))
}
