import { newKey } from '@officer/capture/signer.ts'
import { databaseOf, type OfficerDatabase, useAccount } from '@officer/db/database.ts'
import type { Opened } from '@shared/record/types.ts'
import { v4 as uuid4 } from 'uuid'

/** A phone on which a new account has just been registered, and its database. */
export async function registeredPhone(account = uuid4()): Promise<OfficerDatabase> {
  useAccount(account)
  const database = databaseOf(account)
  const key = await newKey()
  await database.keys.put({ ...key, device: uuid4(), registered_at: '2026-11-23T08:00:00.000+08:00' })
  return database
}

export const opened: Opened = {
  subject: { name: '永乐宫老面馆', address: '永乐南路 12 号' },
  matters: [{ id: uuid4(), code: 'SP-CY', name: '餐饮检查', checklist: uuid4(), checklist_version: 1 }],
  source: 'plan',
  officer: { officer: uuid4(), name: '王建国', certificate: '14083001023' },
  agency: uuid4(),
}

/** A photograph of this many bytes, each different by `seed`. */
export function photograph(size = 1000, seed = 0): Blob {
  return new Blob([new Uint8Array(size).map((_, index) => (index * 31 + seed) % 256)], { type: 'image/jpeg' })
}
