import type {
  AccountRow,
  AgencyRow,
  CalendarState,
  Comparison,
  Device,
  DivisionRow,
  HandedOut,
  Inspection,
  InspectionCounts,
  InspectionRow,
  MatterDetail,
  NewAccount,
  Page,
  QuarantineRow,
  RecordPaper,
  Review,
  ReviewDraft,
  ServerEntry,
} from '@shared/api/wire'
import type { Onlooker } from '../features/record/presence'
import { useSession } from '../session/store'

/** Query words of a list. */
export type Search = Record<string, string>

const get = <T>(path: string, search: Search = {}) => useSession().request((api) => api.get<T>(path, search))

const post = <T>(path: string, body: unknown) => useSession().request((api) => api.post<T>(path, body))

/** Everything that the desk asks the server, by name. Each may throw `ApiProblem` or `NoAnswer`. */
export const desk = {
  inspections: (search: Search) => get<Page<InspectionRow>>('/api/inspections', search),
  counts: (search: Search = {}) => get<InspectionCounts>('/api/inspections/counts', search),
  inspection: (id: string) => get<Inspection>(`/api/inspections/${id}`),
  /** 存证: a file by which anybody can check the record. */
  proof: (id: string) => useSession().request((api) => api.blob(`/api/inspections/${id}/proof`)),
  paper: (id: string) => get<RecordPaper>(`/api/inspections/${id}/paper`),
  entries: (id: string, cursor: string) =>
    get<Page<ServerEntry>>(`/api/inspections/${id}/entries`, { cursor, limit: '50' }),
  review: (id: string, draft: ReviewDraft) => post<Review>(`/api/inspections/${id}/reviews`, draft),
  /** Says that the record is open here; answers who else has it open. */
  present: (id: string) =>
    useSession().request((api) => api.put<Onlooker[]>(`/api/inspections/${id}/presence`, {})),
  leave: (id: string) => useSession().request((api) => api.delete(`/api/inspections/${id}/presence`)),
  calendar: () => get<CalendarState>('/api/calendar'),
  matters: (search: Search) => get<Page<Pick<MatterDetail, 'id' | 'name'>>>('/api/matters', search),
  matter: (id: string) => get<MatterDetail>(`/api/matters/${id}`),
  agencies: (cursor: string) => get<Page<AgencyRow>>('/api/agencies', { cursor, limit: '100' }),
  cases: (benchmark: string) => get<Comparison>(`/api/benchmarks/${benchmark}/comparison`),
  quarantine: (search: Search) => get<Page<QuarantineRow>>('/api/quarantine', search),
  resolve: (id: string, decision: 'admit' | 'keep', words: string) =>
    post<QuarantineRow>(`/api/quarantine/${id}/resolution`, { decision, words }),
  devices: (search: Search) => get<Page<Device>>('/api/devices', search),
  revoke: (id: string, reason: string) => post<Device>(`/api/devices/${id}/revocation`, { reason }),
  accounts: (search: Search) => get<Page<AccountRow>>('/api/accounts', search),
  openAccount: (draft: NewAccount) => post<HandedOut>('/api/accounts', draft),
  resetPassword: (id: string) => post<HandedOut>(`/api/accounts/${id}/password`, {}),
  divisions: (code: string) => get<DivisionRow[]>('/api/divisions', { within: code }),
  changePassword: (old: string, chosen: string) =>
    post<{ sessions_ended: number }>('/api/me/password', { old, new: chosen }),
  unlock: (id: string) => post<unknown>(`/api/accounts/${id}/unlock`, {}),
  setActive: (id: string, active: boolean, reason: string) =>
    post<unknown>(`/api/accounts/${id}/state`, { active, reason }),
  /** The bytes of a file: the original, or one of the pictures made from it. */
  bytes: (sha256: string, size: 'original' | 'preview' | 'thumbnail') =>
    useSession().request((api) => api.blob(`/api/evidence/${sha256}/${size}`)),
}
