import type { components } from '@shared/api/schema'
import type { Page } from '@shared/api/wire'
import { useSession } from '../session/store'
import type { Search } from './desk'

type Schemas = components['schemas']

/** A record handed on to another agency, and the agencies that it may be handed on to. */
export type Referral = Schemas['ReferralRow']
export type ReferralAgency = Schemas['ReferralAgency']
export type ReferralDraft = Required<Schemas['ReferralDraft']>
export type ReferralAnswer = Schemas['ReferralAnswer']

const get = <T>(path: string, search: Search = {}) => useSession().request((api) => api.get<T>(path, search))
const post = <T>(path: string, body: unknown) => useSession().request((api) => api.post<T>(path, body))

/** 移送. Each may throw `ApiProblem` or `NoAnswer`. */
export const referrals = {
  list: (search: Search) => get<Page<Referral>>('/api/referrals', search),
  agencies: (inspection: string, q: string) =>
    get<ReferralAgency[]>(`/api/inspections/${inspection}/referral-agencies`, q ? { q } : {}),
  send: (inspection: string, draft: ReferralDraft) =>
    post<Referral>(`/api/inspections/${inspection}/referrals`, draft),
  answer: (id: string, answer: ReferralAnswer) => post<Referral>(`/api/referrals/${id}/answers`, answer),
}
