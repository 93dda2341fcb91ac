import type { components } from '@shared/api/schema'
import type { Page } from '@shared/api/wire'
import { useSession } from '../session/store'
import type { Search } from './desk'

type Schemas = components['schemas']

export type Rubric = Schemas['RubricWire']
export type RubricDraft = Schemas['RubricDraft']
export type Standard = Rubric['standard']
export type RubricItem = Standard['items'][number]
export type DrawRow = Schemas['DrawRow']
export type Draw = Schemas['DrawWire']
export type DrawnCase = Schemas['DrawnCase']
export type DrawDraft = Schemas['DrawDraft']
export type SheetRow = Schemas['SheetRow']
export type Sheet = Schemas['SheetWire']
export type SheetDraft = Schemas['SheetDraft']
export type Mark = Schemas['Mark']
export type Appraisal = Schemas['Appraisal']
export type Result = Schemas['Result']

const get = <T>(path: string, search: Search = {}) => useSession().request((api) => api.get<T>(path, search))
const post = <T>(path: string, body: unknown) => useSession().request((api) => api.post<T>(path, body))
const bytes = (path: string) => useSession().request((api) => api.blob(path))
const of = (inspection: string) => `/api/inspections/${inspection}/appraisals`

/** What the desk asks about 案卷评查. Each may throw `ApiProblem` or `NoAnswer`. */
export const appraisal = {
  rubrics: () => get<Rubric[]>('/api/rubrics'),
  versions: (id: string) => get<Rubric[]>(`/api/rubrics/${id}`),
  publish: (draft: RubricDraft) => post<Rubric>('/api/rubrics', draft),
  draws: (search: Search) => get<Page<DrawRow>>('/api/draws', search),
  draw: (id: string) => get<Draw>(`/api/draws/${id}`),
  /** The frozen list, exactly the bytes whose SHA-256 was published. */
  list: (id: string) => bytes(`/api/draws/${id}/list`),
  results: (id: string) => bytes(`/api/draws/${id}/export`),
  freeze: (draft: DrawDraft) => post<Draw>('/api/draws', draft),
  nameSeed: (id: string, seed: string, source: string) =>
    post<Draw>(`/api/draws/${id}/seed`, { seed, source }),
  /** Gives a sheet to somebody else. */
  reassign: (id: string, asked: Schemas['Reassignment']) =>
    post<Draw>(`/api/draws/${id}/reassignments`, asked),
  sheets: (search: Search) => get<Page<SheetRow>>('/api/sheets', search),
  sheet: (id: string) => get<Sheet>(`/api/sheets/${id}`),
  write: (id: string, draft: SheetDraft) => post<Sheet>(`/api/sheets/${id}`, draft),
  recuse: (id: string, words: string) => post<undefined>(`/api/sheets/${id}/recusal`, { words }),
  resultsOf: (inspection: string) => get<Appraisal[]>(of(inspection)),
  answer: (inspection: string, draw: string, words: string) =>
    post<Appraisal[]>(`${of(inspection)}/${draw}/statements`, { words }),
}
