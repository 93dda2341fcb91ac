import { databaseOf } from '../db/database.ts'
import { isSafe, type Waiting, waitingIn } from '../outbox/waiting.ts'
import { phone } from './phone.ts'

export interface OtherAccount {
  name: string
  waiting: Waiting
}

/** Other accounts on this phone that still have something to send. Only their name and a count are told. */
export async function othersWaiting(current: string | null): Promise<OtherAccount[]> {
  const known = await phone.accounts.filter(({ id }) => id !== current).toArray()
  const all = await Promise.all(
    known.map(async ({ id, account }) => ({
      name: account.display_name,
      waiting: await waitingIn(databaseOf(id)),
    })),
  )
  return all.filter(({ waiting }) => !isSafe(waiting))
}
