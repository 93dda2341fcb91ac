import type { Account } from '@shared/api/wire.ts'
import Dexie, { type EntityTable, type Table } from 'dexie'

/** An account that has logged in on this phone. Never a password, never a token. */
export interface KnownAccount {
  id: string
  username: string
  account: Account
  last_used_at: string
}

/** What is the phone's and no account's: who has been here, who was last, how it looks. */
class PhoneDatabase extends Dexie {
  accounts!: EntityTable<KnownAccount, 'id'>
  values!: Table<{ key: string; value: unknown }, string>

  constructor() {
    super('zhifa-phone')
    this.version(1).stores({ accounts: 'id, username', values: 'key' })
  }
}

export const phone = new PhoneDatabase()

/** Who started the application last and has not logged out. */
export async function currentAccount(): Promise<KnownAccount | undefined> {
  const current = await phone.values.get('current')
  return current ? phone.accounts.get(current.value as string) : undefined
}

export async function remember(account: Account, at: string): Promise<void> {
  await phone.transaction('rw', [phone.accounts, phone.values], async () => {
    await phone.accounts.put({ id: account.id, username: account.username, account, last_used_at: at })
    await phone.values.put({ key: 'current', value: account.id })
  })
}

export async function forgetCurrent(): Promise<void> {
  await phone.values.delete('current')
}
