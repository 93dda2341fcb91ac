import type { components } from '@shared/api/schema'
import type { Page, Subject } from '@shared/api/wire'
import { useSession } from '../session/store'
import type { Search } from './desk'

type Schemas = components['schemas']

export type ComplaintRow = Schemas['ComplaintRow']
export type Complaint = Schemas['ComplaintDetail']
export type NewStep = Schemas['NewStep']
export type StepName = NewStep['step']
export type RatingRow = Schemas['RatingRow']

const get = <T>(path: string, search: Search = {}) => useSession().request((api) => api.get<T>(path, search))
const at = (id: string) => `/api/complaints/${id}`

/** Complaints and ratings, as the justice bureau's desk asks for them. */
export const feedback = {
  complaints: (search: Search) => get<Page<ComplaintRow>>('/api/complaints', search),
  complaint: (id: string) => get<Complaint>(at(id)),
  step: (id: string, step: NewStep) =>
    useSession().request((api) => api.post<ComplaintRow>(`${at(id)}/steps`, step)),
  picture: (id: string, photo: string) =>
    useSession().request((api) => api.blob(`${at(id)}/pictures/${photo}`)),
  ratings: () => get<RatingRow[]>('/api/ratings'),
  subjects: (search: Search) => get<Page<Subject>>('/api/subjects', search),
  /** A PDF with the printed codes of these subjects; new ones where `renew` says why. */
  printCodes: (subjects: string[], renew: string) =>
    useSession().request((api) => api.blobFor('/api/subjects/codes', { subjects, renew })),
}
