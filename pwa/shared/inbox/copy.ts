import type { InboxState, Message } from '../api/wire.ts'

/** What an application holds of an inbox: the newest messages first, and how the whole of it stands. */
export interface InboxCopy extends InboxState {
  messages: Message[]
}

/** As many as are worth reading again without a line. */
const KEPT = 100

export const emptyCopy: InboxCopy = { messages: [], unread: 0, last: 0 }

/** With these messages too; one that is there already is replaced. */
export function withMessages(copy: InboxCopy, fresh: readonly Message[]): InboxCopy {
  const byNumber = new Map([...copy.messages, ...fresh].map((message) => [message.number, message]))
  const messages = [...byNumber.values()].sort((a, b) => b.number - a.number).slice(0, KEPT)
  return { ...copy, messages, last: Math.max(copy.last, messages[0]?.number ?? 0) }
}

/** As if these had been read at `at`; which is true once the server has been told. */
export function withRead(copy: InboxCopy, ids: readonly string[], at: string): InboxCopy {
  const newly = copy.messages.filter(({ id, read_at }) => !read_at && ids.includes(id)).length
  const messages = copy.messages.map((message) =>
    !message.read_at && ids.includes(message.id) ? { ...message, read_at: at } : message,
  )
  return { ...copy, messages, unread: Math.max(copy.unread - newly, 0) }
}
