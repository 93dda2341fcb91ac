import type { Api } from '../api/client.ts'
import type { InboxPage, InboxState, PreferenceDraft, Preferences } from '../api/wire.ts'
import type { LineEnds } from './line.ts'

/** The inbox at the server, for both applications. Each may throw `ApiProblem` or `NoAnswer`. */
export interface InboxDoor {
  page: (cursor?: string, unread?: boolean) => Promise<InboxPage>
  read: (which: { ids: string[] } | { through: number }) => Promise<InboxState>
  preferences: () => Promise<Preferences>
  keep: (draft: PreferenceDraft) => Promise<Preferences>
  open: LineEnds['open']
  poll: LineEnds['poll']
}

export type Ask = <T>(question: (api: Api) => Promise<T>) => Promise<T>

export const PAGE = 50

export function inboxDoor(ask: Ask): InboxDoor {
  const page = (cursor?: string, unread = false) =>
    ask((api) => api.get<InboxPage>('/api/inbox', { cursor, limit: PAGE, unread: unread || undefined }))
  return {
    page,
    read: (which) => ask((api) => api.post<InboxState>('/api/inbox/read', which)),
    preferences: () => ask((api) => api.get<Preferences>('/api/inbox/preferences')),
    keep: (draft) => ask((api) => api.put<Preferences>('/api/inbox/preferences', draft)),
    open: (after) => ask((api) => api.open('/api/inbox/stream', { 'Last-Event-ID': String(after) })),
    poll: async (after) => {
      const { items, unread, last } = await page()
      return {
        state: { unread, last },
        messages: items.filter(({ number }) => number > after).reverse(),
      }
    },
  }
}
