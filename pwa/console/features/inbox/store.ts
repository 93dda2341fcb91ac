import type { InboxState, Message } from '@shared/api/wire'
import { emptyCopy, type InboxCopy, withMessages, withRead } from '@shared/inbox/copy'
import { inboxDoor } from '@shared/inbox/door'
import { follow, pause } from '@shared/inbox/line'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { useSession } from '../../session/store'

/** The desk's messages, kept up to date while somebody is logged in and the page can be seen. */
export const useInbox = defineStore('inbox', () => {
  const door = inboxDoor((question) => useSession().request(question))
  const copy = shallowRef<InboxCopy>(emptyCopy)
  const loaded = ref(false)
  const error = ref<unknown>(null)
  const messages = computed(() => copy.value.messages)
  const unread = computed(() => copy.value.unread)
  let line: AbortController | null = null

  async function listen(): Promise<void> {
    const session = useSession()
    if (line || !session.account || session.asking) return
    const mine = new AbortController()
    line = mine
    try {
      await compare()
      await follow(copy.value.last, { ...door, onMessage, onState, wait: pause }, mine.signal)
    } catch (problem) {
      error.value = problem
    } finally {
      if (line === mine) line = null
    }
  }

  function hangUp(): void {
    line?.abort()
    line = null
  }

  function forget(): void {
    hangUp()
    copy.value = emptyCopy
    loaded.value = false
  }

  /** The newest page, with what was read elsewhere. */
  async function compare(): Promise<void> {
    const { items, unread: count, last } = await door.page()
    copy.value = { ...withMessages(copy.value, items), unread: count, last }
    loaded.value = true
    error.value = null
  }

  function onMessage(message: Message): void {
    copy.value = withMessages(copy.value, [message])
  }

  async function onState(state: InboxState): Promise<void> {
    const told = copy.value.unread
    copy.value = { ...copy.value, unread: state.unread }
    if (state.unread < told) await compare()
  }

  async function read(ids: string[]): Promise<void> {
    const state = await door.read({ ids })
    copy.value = { ...withRead(copy.value, ids, new Date().toISOString()), unread: state.unread }
  }

  async function readAll(): Promise<void> {
    const state = await door.read({ through: copy.value.last })
    const ids = messages.value.map(({ id }) => id)
    copy.value = { ...withRead(copy.value, ids, new Date().toISOString()), unread: state.unread }
  }

  return { messages, unread, loaded, error, door, listen, hangUp, forget, compare, read, readAll }
})
