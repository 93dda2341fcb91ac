import type { AlertCounts, AlertDetail, AlertRow, AlertStepDraft, DutyDraft, Page } from '@shared/api/wire'
import { useSession } from '../session/store'
import type { Search } from './desk'

const get = <T>(path: string, search: Search = {}) => useSession().request((api) => api.get<T>(path, search))

const post = <T>(path: string, body: unknown) => useSession().request((api) => api.post<T>(path, body))

/** What the desk asks about alerts, and of what a term asks for. Each may throw `ApiProblem` or `NoAnswer`. */
export const alerts = {
  list: (search: Search) => get<Page<AlertRow>>('/api/alerts', search),
  counts: () => get<AlertCounts>('/api/alerts/counts'),
  one: (id: string) => get<AlertDetail>(`/api/alerts/${id}`),
  step: (id: string, draft: AlertStepDraft) => post<AlertDetail>(`/api/alerts/${id}/steps`, draft),
  done: (inspection: string, duty: DutyDraft) =>
    post<undefined>(`/api/inspections/${inspection}/duties`, duty),
}
