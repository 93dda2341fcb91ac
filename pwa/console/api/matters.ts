import type { components } from '@shared/api/schema'
import type { MatterDetail, Page } from '@shared/api/wire'
import { useSession } from '../session/store'
import type { Search } from './desk'

type Schemas = components['schemas']
export type MatterRow = Schemas['MatterRow']
export type MatterDraft = Schemas['MatterDraft']
export type ItemDraft = Schemas['ItemDraft']
export type Holder = Schemas['Holder']
export type ChangeRow = Schemas['ChangeRow']
export type ChangeWire = Schemas['ChangeWire']
export type NewChange = Schemas['NewChange']
export type What = NewChange['what']
export type Decision = Schemas['ChangeDecision']['decision']

const get = <T>(path: string, search: Search = {}) => useSession().request((api) => api.get<T>(path, search))
const post = <T>(path: string, body: unknown) => useSession().request((api) => api.post<T>(path, body))

/** What the desk asks about the catalogue of matters. Each may throw `ApiProblem` or `NoAnswer`. */
export const catalogue = {
  matters: (search: Search) => get<Page<MatterRow>>('/api/matters', search),
  matter: (id: string) => get<MatterDetail>(`/api/matters/${id}`),
  holders: (id: string) => get<Holder[]>(`/api/matters/${id}/holders`),
  history: (id: string, search: Search) => get<Page<ChangeRow>>(`/api/matters/${id}/changes`, search),
  changes: (search: Search) => get<Page<ChangeRow>>('/api/matter-changes', search),
  change: (id: string) => get<ChangeWire>(`/api/matter-changes/${id}`),
  propose: (change: NewChange) => post<ChangeWire>('/api/matter-changes', change),
  decide: (id: string, decision: Decision, words: string) =>
    post<ChangeWire>(`/api/matter-changes/${id}/decision`, { decision, words }),
}
