import type { Api } from '@shared/api/client.ts'
import type { Device, SessionOpened } from '@shared/api/wire.ts'
import { stamp } from '../capture/clock.ts'
import { keyOf, newKey, replaceKey } from '../capture/signer.ts'
import { databaseOf, type OfficerDatabase } from '../db/database.ts'
import type { KeyRow } from '../db/rows.ts'
import { phone } from './phone.ts'

/** The key to log in with: this account's if it has been here, else a new one. */
export async function keyForLogin(username: string): Promise<KeyRow> {
  const known = await phone.accounts.where('username').equals(username).first()
  const kept = known ? await keyOf(databaseOf(known.id)) : undefined
  return kept ?? newKey()
}

/**
 * Keep the key under the account that the server named, with the device id it gave.
 *
 * Where the account already has another key on this phone, that one stays: its chains go on.
 */
export async function settleKey(api: Api, key: KeyRow, session: SessionOpened): Promise<KeyRow> {
  const database = databaseOf(session.account.id)
  const kept = await keyOf(database)
  if (kept && kept.thumbprint !== key.thumbprint) return registered(api, database, kept)
  const row: KeyRow = {
    ...(kept ?? key),
    device: session.device_id ?? kept?.device ?? null,
    registered_at: kept?.registered_at ?? stamp(),
  }
  await database.keys.put(row)
  return row.device ? row : registered(api, database, row)
}

/** Begin anew after this phone's device was revoked: a new key, which new visits are signed with. */
export async function renewKey(api: Api, database: OfficerDatabase): Promise<KeyRow> {
  const key = await newKey()
  const device = await api.post<Device>('/api/devices', { public_jwk: key.public_jwk, name: deviceName() })
  const row = { ...key, device: device.id, registered_at: device.registered_at }
  await replaceKey(database, row)
  return row
}

/** Register a key of this phone with the account; the same key always has the same id. */
async function registered(api: Api, database: OfficerDatabase, row: KeyRow): Promise<KeyRow> {
  if (row.device) return row
  const device = await api.post<Device>('/api/devices', { public_jwk: row.public_jwk, name: deviceName() })
  const full = { ...row, device: device.id, registered_at: device.registered_at }
  await database.keys.put(full)
  return full
}

/** What the phone calls itself in the list of devices, as far as the browser tells. */
export function deviceName(agent: string = navigator.userAgent): string {
  const model = /Android [^;]+; ([^;)]+)/.exec(agent)?.[1]
  if (/iPhone/.test(agent)) return 'iPhone'
  if (/iPad/.test(agent)) return 'iPad'
  if (/HarmonyOS|OpenHarmony/.test(agent)) return '鸿蒙手机'
  if (/Android/.test(agent)) return model && model !== 'K' ? model.slice(0, 60) : '安卓手机'
  return '浏览器'
}
