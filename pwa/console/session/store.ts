import { Api, ApiProblem, NoAnswer } from '@shared/api/client'
import type { Account } from '@shared/api/wire'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Permission } from '../permissions'

/**
 * Who is logged in. The access token lives in memory only; the refresh token is an HttpOnly cookie.
 *
 * When the login has expired the desk asks for the password in a dialog over the page, and every
 * request that waited for it goes on afterwards: nothing that was typed is lost.
 */
export const useSession = defineStore('session', () => {
  const api = new Api({ client: 'console' })
  const account = ref<Account | null>(null)
  /** The dialog that asks for the password again is open. */
  const asking = ref(false)
  /** The server did not answer when the page started. */
  const unreachable = ref(false)
  let waiting: ((entered: boolean) => void)[] = []

  const permissions = computed(() => account.value?.permissions ?? [])
  const may = (permission: Permission) => permissions.value.includes(permission)

  api.onSession((session) => {
    account.value = session.account
    unreachable.value = false
  })

  /** `chosen` takes the place of a one-time password. */
  async function login(username: string, password: string, chosen: string | null = null): Promise<void> {
    await api.login({ username, password, new_password: chosen, device: null })
    settle(true)
  }

  /** At the start of the page: goes on with the last session if the server still knows it. */
  async function resume(): Promise<boolean> {
    try {
      await api.refresh()
      return true
    } catch (error) {
      unreachable.value = error instanceof NoAnswer
      return false
    }
  }

  async function logout(): Promise<void> {
    await api.logout()
    forget()
  }

  function forget(): void {
    api.forgetToken()
    account.value = null
    settle(false)
  }

  function settle(entered: boolean): void {
    asking.value = false
    const those = waiting
    waiting = []
    for (const go of those) go(entered)
  }

  /** Shows the login dialog and waits for it. */
  function enteredAgain(): Promise<boolean> {
    asking.value = true
    return new Promise((resolve) => waiting.push(resolve))
  }

  /** Asks the server; when the session has ended, asks the user for the password and then once more. */
  async function request<T>(question: (api: Api) => Promise<T>): Promise<T> {
    try {
      return await question(api)
    } catch (error) {
      if (!account.value || !(error instanceof ApiProblem) || error.status !== 401) throw error
      if (!(await enteredAgain())) throw error
      return question(api)
    }
  }

  return { account, asking, unreachable, permissions, may, login, resume, logout, forget, settle, request }
})
