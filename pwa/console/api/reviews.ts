import type { components } from '@shared/api/schema'
import { useSession } from '../session/store'

type Schemas = components['schemas']

export type BatchDraft = Schemas['BatchDraft']
/** What became of one record, or of one decision that was to be taken back. */
export type ReviewOutcome = Schemas['ReviewOutcome']
export type ReturnReason = Schemas['ReturnReason']

const post = <T>(path: string, body: unknown) => useSession().request((api) => api.post<T>(path, body))

/** One word on many records, and decisions taken back. */
export const reviews = {
  many: (draft: BatchDraft) => post<ReviewOutcome[]>('/api/reviews', draft),
  undo: (ids: readonly string[]) => post<ReviewOutcome[]>('/api/reviews/undo', { reviews: ids }),
  reasons: () => useSession().request((api) => api.get<ReturnReason[]>('/api/reviews/reasons', {})),
}
