import type { Message } from '@shared/api/wire.ts'
import { emptyCopy, type InboxCopy, withMessages, withRead } from '@shared/inbox/copy.ts'
import { inboxDoor } from '@shared/inbox/door.ts'
import { follow, pause } from '@shared/inbox/line.ts'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { stamp } from '../../capture/clock.ts'
import { databaseOf } from '../../db/database.ts'
import { keepSubscribed } from '../../push/subscription.ts'
import { api } from '../../session/api.ts'

/** Under which key of the account's database the copy lies. */
const KEY = 'inbox'

interface Kept extends InboxCopy {
  /** Read here, and not told to the server yet. */
  toTell: string[]
}

const nothing: Kept = { ...emptyCopy, toTell: [] }

/** The account's messages: the last copy at once, then whatever comes, for as long as there is a line. */
export const useInbox = defineStore('inbox', () => {
  const door = inboxDoor((question) => question(api))
  const kept = shallowRef<Kept>(nothing)
  const messages = computed(() => kept.value.messages)
  const unread = computed(() => kept.value.unread)
  /** The copy has been compared with the server since the application started. */
  const current = ref(false)
  let account: string | null = null
  let line: AbortController | null = null

  /** Takes up an account's copy, or lays the last one's aside. */
  async function take(next: string | null): Promise<void> {
    hangUp()
    account = next
    kept.value = nothing
    current.value = false
    if (!next) return
    const row = await databaseOf(next).meta.get(KEY)
    if (account === next && row) kept.value = row.value as Kept
  }

  /** Begins to listen; a line that is open already is left as it is. */
  async function listen(): Promise<void> {
    if (!account || line) return
    const mine = new AbortController()
    line = mine
    try {
      await tell()
      await compare()
      void keepSubscribed(api)
      await follow(kept.value.last, { ...door, onMessage, onState, wait: pause }, mine.signal)
    } catch {
      // No line: the next attempt comes with `online`, or when the screen is looked at again.
    } finally {
      if (line === mine) line = null
    }
  }

  function hangUp(): void {
    line?.abort()
    line = null
  }

  /** The newest page of the server, which also says what was read elsewhere. */
  async function compare(): Promise<void> {
    const { items, unread: count, last } = await door.page()
    const fresh = last < kept.value.last ? nothing : kept.value
    await keep({ ...fresh, ...withMessages(fresh, items), unread: count, last })
    current.value = true
  }

  async function onMessage(message: Message): Promise<void> {
    await keep({ ...kept.value, ...withMessages(kept.value, [message]) })
  }

  /** The count is the whole inbox's; where it is not what the copy says, something was read elsewhere. */
  async function onState(state: { unread: number; last: number }): Promise<void> {
    const shown = kept.value.messages.filter(({ read_at }) => !read_at).length
    await keep({ ...kept.value, unread: state.unread })
    if (state.unread !== shown || state.last < kept.value.last) await compare()
  }

  /** Read here and now; the server hears of it when it can. */
  async function read(ids: string[]): Promise<void> {
    const unknown = ids.filter((id) => messages.value.some((each) => each.id === id && !each.read_at))
    if (unknown.length === 0) return
    const toTell = [...kept.value.toTell, ...unknown]
    await keep({ ...kept.value, ...withRead(kept.value, unknown, stamp()), toTell })
    await tell().catch(() => undefined)
  }

  async function tell(): Promise<void> {
    const { toTell } = kept.value
    if (toTell.length === 0) return
    const { unread: count } = await door.read({ ids: toTell })
    const left = kept.value.toTell.filter((id) => !toTell.includes(id))
    await keep({ ...kept.value, unread: count, toTell: left })
  }

  /** All there are, those too that this phone holds no copy of. */
  async function readAll(): Promise<void> {
    const { unread: count } = await door.read({ through: kept.value.last })
    const ids = messages.value.map(({ id }) => id)
    await keep({ ...kept.value, ...withRead(kept.value, ids, stamp()), unread: count })
  }

  async function keep(next: Kept): Promise<void> {
    const owner = account
    kept.value = next
    if (owner) await databaseOf(owner).meta.put({ key: KEY, value: next })
  }

  return { messages, unread, current, door, take, listen, hangUp, read, readAll }
})
