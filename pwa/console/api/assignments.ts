import type { components } from '@shared/api/schema'
import { useSession } from '../session/store'

type Schemas = components['schemas']

/** Somebody who may be given the records and alerts of some agencies. */
export type Reviewer = Schemas['Reviewer']
export type AssignmentOutcome = Schemas['AssignmentOutcome']
export type AlertAssignmentOutcome = Schemas['AlertAssignmentOutcome']
/** Something and who had it, as it was seen. */
export interface Seen {
  id: string
  seen: string | null
}

const post = <T>(path: string, body: unknown) => useSession().request((api) => api.post<T>(path, body))

/** Records and alerts given to a person. Each may throw `ApiProblem` or `NoAnswer`. */
export const assignments = {
  reviewers: (agencies: readonly string[]) => {
    const search = agencies.map((id) => `agency=${encodeURIComponent(id)}`).join('&')
    return useSession().request((api) => api.get<Reviewer[]>(`/api/reviewers?${search}`))
  },
  records: (reviewer: string | null, records: readonly Seen[]) =>
    post<AssignmentOutcome[]>('/api/inspections/assignments', { reviewer, records }),
  alerts: (owner: string, alerts: readonly Seen[], words: string) =>
    post<AlertAssignmentOutcome[]>('/api/alerts/assignments', { owner, alerts, words }),
}
