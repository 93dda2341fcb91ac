import type { Claims } from '@shared/record/types.ts'
import type { OfficerDatabase } from '../db/database.ts'
import type { KeyRow } from '../db/rows.ts'
import { base64url, digestOf, utf8 } from './base64.ts'

const CURVE: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' }
const SIGNATURE: EcdsaParams = { name: 'ECDSA', hash: 'SHA-256' }

/** This phone has no registered key for the account, so nothing can be signed yet. */
export class NoDeviceKey extends Error {
  override name = 'NoDeviceKey'
}

/** A new key whose private half can never leave this browser. */
export async function newKey(): Promise<KeyRow> {
  const pair = (await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify'])) as CryptoKeyPair
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const public_jwk = { kty, crv, x, y }
  const thumbprint = await digestOf(JSON.stringify({ crv, kty, x, y }))
  return { id: 'device', pair, public_jwk, thumbprint, device: null, registered_at: null }
}

export async function keyOf(database: OfficerDatabase): Promise<KeyRow | undefined> {
  return database.keys.get('device')
}

/** Put a key in force. The one before stays beside it. */
export async function replaceKey(database: OfficerDatabase, fresh: KeyRow): Promise<void> {
  await database.transaction('rw', database.keys, async () => {
    const before = await keyOf(database)
    if (before?.device) await database.keys.put({ ...before, id: before.device })
    await database.keys.put(fresh)
  })
}

/**
 * The key with the device id that the server gave it. Throws {@link NoDeviceKey}.
 *
 * A visit that is open goes on with the key that began it on this phone: a chain has one.
 */
export async function signingKey(
  database: OfficerDatabase,
  inspection: string,
): Promise<KeyRow & { device: string }> {
  const row = (await keyThatBegan(database, inspection)) ?? (await keyOf(database))
  if (!row?.device) throw new NoDeviceKey('log in once with a connection first')
  return row as KeyRow & { device: string }
}

async function keyThatBegan(database: OfficerDatabase, inspection: string): Promise<KeyRow | undefined> {
  if ((await database.visits.get(inspection))?.state !== 'open') return undefined
  const first = await database.entries.where('inspection').equals(inspection).first()
  return first && database.keys.get(first.device)
}

/** Sign claims as a compact JWS, ES256 (RFC 7515 §3.1, RFC 7518 §3.4). */
export async function sign(key: KeyRow & { device: string }, claims: Claims): Promise<string> {
  const header = { alg: 'ES256', kid: key.device, typ: 'field-entry+jwt' }
  const input = `${encoded(header)}.${encoded(claims)}`
  const signature = await crypto.subtle.sign(SIGNATURE, key.pair.privateKey, utf8(input))
  return `${input}.${base64url(signature)}`
}

function encoded(part: unknown): string {
  return base64url(utf8(JSON.stringify(part)))
}
