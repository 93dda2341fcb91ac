import { ApiProblem, NoAnswer } from '@shared/api/client.ts'
import type { Account, SessionOpened } from '@shared/api/wire.ts'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { skewOf, stamp } from '../capture/clock.ts'
import { locator } from '../capture/position.ts'
import { keyOf } from '../capture/signer.ts'
import { databaseOf, useAccount } from '../db/database.ts'
import type { KeyRow } from '../db/rows.ts'
import { api, expectAccount } from './api.ts'
import { deviceName, keyForLogin, renewKey, settleKey } from './device.ts'
import { currentAccount, forgetCurrent, remember } from './phone.ts'

/**
 * Who uses the phone now.
 *
 * The application starts with the last account and without asking the server: capture needs
 * the account's key and never a token. The token comes when there is a line.
 */
export const useSession = defineStore('session', () => {
  const account = ref<Account | null>(null)
  const key = ref<KeyRow | null>(null)
  const needLogin = ref(false)
  const deviceRevoked = ref(false)
  /** Server's clock less the phone's, in milliseconds; `null` until an answer told it. */
  const skew = ref<number | null>(null)
  /** When the server last told who this account is and how its certificates stand. */
  const seenAt = ref<string | null>(null)
  const officer = computed(() => account.value?.officer ?? null)

  api.onSession(take)

  /** Take up the last account from this phone. Resolves without waiting for the network. */
  async function start(): Promise<void> {
    const last = await currentAccount()
    if (!last) return
    await use(last.account)
    seenAt.value = last.last_used_at
    void reach()
  }

  /** Open the session of the account in use, where a line and the cookie allow it. */
  async function reach(): Promise<void> {
    if (!account.value) return
    try {
      await api.refresh()
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) needLogin.value = true
      else if (!(error instanceof NoAnswer || error instanceof ApiProblem)) throw error
    }
  }

  /** `chosen` takes the place of a one-time password. */
  async function login(username: string, password: string, chosen: string | null = null): Promise<void> {
    const candidate = await keyForLogin(username)
    const device = { public_jwk: candidate.public_jwk, name: deviceName() }
    expectAccount(null)
    const session = await api.login({ username, password, new_password: chosen, device }).catch((error) => {
      expectAccount(account.value?.id ?? null)
      throw error
    })
    await settleKey(api, candidate, session)
    await use(session.account)
    await take(session)
  }

  /** Register this phone anew with a new key, where its device was revoked. */
  async function renewDevice(): Promise<void> {
    if (!account.value) return
    key.value = await renewKey(api, databaseOf(account.value.id))
    deviceRevoked.value = false
  }

  /** Leave. What waits stays in the account's own database and goes on when it logs in again. */
  async function logout(): Promise<void> {
    await api.logout().catch(() => undefined)
    await forgetCurrent()
    locator.rest()
    expectAccount(null)
    useAccount(null)
    account.value = null
    key.value = null
    needLogin.value = false
    deviceRevoked.value = false
  }

  async function use(next: Account): Promise<void> {
    useAccount(next.id)
    expectAccount(next.id)
    account.value = next
    key.value = (await keyOf(databaseOf(next.id))) ?? null
  }

  async function take(session: SessionOpened): Promise<void> {
    skew.value = skewOf(session.server_time)
    if (account.value?.id !== session.account.id) return
    account.value = session.account
    deviceRevoked.value = session.device_revoked
    needLogin.value = false
    seenAt.value = stamp()
    await remember(session.account, seenAt.value)
  }

  return {
    account,
    officer,
    key,
    needLogin,
    deviceRevoked,
    skew,
    seenAt,
    start,
    reach,
    login,
    renewDevice,
    logout,
  }
})
