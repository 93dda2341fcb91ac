import type { components } from '@shared/api/schema'
import type { Page } from '@shared/api/wire'
import { useSession } from '../session/store'
import type { Search } from './desk'

type Schemas = components['schemas']

export type Legality = Schemas['Legality']
export type LegalReviewRow = Schemas['LegalReviewRow']
export type LegalReview = Schemas['LegalReviewWire']
export type LegalPoint = Schemas['LegalPoint']
export type LegalOpinion = Schemas['LegalOpinion']
export type LegalCandidate = Schemas['LegalCandidate']
export type Qualification = Schemas['QualificationRow']
export type QualificationDraft = Schemas['QualificationDraft']
export type LegalHolder = Schemas['LegalHolder']

const get = <T>(path: string, search: Search = {}) => useSession().request((api) => api.get<T>(path, search))
const post = <T>(path: string, body: unknown) => useSession().request((api) => api.post<T>(path, body))
const at = (id: string) => `/api/legal-reviews/${id}`

/** What the desk asks about 法制审核. Each may throw `ApiProblem` or `NoAnswer`. */
export const legality = {
  of: (inspection: string) => get<Legality>(`/api/inspections/${inspection}/legality`),
  candidates: (inspection: string) => get<LegalCandidate[]>(`/api/inspections/${inspection}/legal-reviewers`),
  ask: (inspection: string, reviewer: string, words: string) =>
    post<Legality>(`/api/inspections/${inspection}/legal-reviews`, { reviewer_id: reviewer, words }),
  reviews: (search: Search) => get<Page<LegalReviewRow>>('/api/legal-reviews', search),
  review: (id: string) => get<LegalReview>(at(id)),
  give: (id: string, opinion: LegalOpinion) => post<LegalReview>(`${at(id)}/opinion`, opinion),
  recuse: (id: string, words: string) => post<undefined>(`${at(id)}/recusal`, { words }),
  recall: (id: string, words: string) => post<LegalReview>(`${at(id)}/recall`, { words }),
  qualifications: (search: Search) => get<Page<Qualification>>('/api/legal-qualifications', search),
  holders: (words: string) => get<LegalHolder[]>('/api/legal-qualifications/holders', { q: words }),
  qualify: (draft: QualificationDraft) => post<Qualification>('/api/legal-qualifications', draft),
  end: (id: string, lastDay: string, words: string) =>
    post<Qualification>(`/api/legal-qualifications/${id}/end`, { last_day: lastDay, words }),
}
