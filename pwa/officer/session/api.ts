import { Api, ApiProblem } from '@shared/api/client.ts'

let expected: string | null = null

/** Only this account's session is taken; `null` where anybody may log in. */
export function expectAccount(account: string | null): void {
  expected = account
}

/**
 * The door to the server for the phone.
 *
 * The cookie is the browser's, so another tab may have logged in as somebody else. Their
 * session must never carry this account's entries.
 */
export const api = new Api({
  client: 'app',
  accept: ({ account }) => {
    if (expected && account.id !== expected) {
      throw new ApiProblem(401, 'other_account', '这个浏览器里已换成另一个账号登录,请重新登录本账号。')
    }
  },
})
