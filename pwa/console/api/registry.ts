import type { Page } from '@shared/api/wire'
import { useSession } from '../session/store'
import type {
  Change,
  Credential,
  CredentialRow,
  FalseOfficerReport,
  ImportReport,
  Issuer,
  IssuerTerms,
  IssuerTrial,
  NewCredential,
  NewIssuer,
  NewStatus,
  NewTraining,
  TrainingRow,
  Unusual,
} from './credential-types'
import type { Search } from './desk'

const get = <T>(path: string, search: Search = {}) => useSession().request((api) => api.get<T>(path, search))
const post = <T>(path: string, body: unknown) => useSession().request((api) => api.post<T>(path, body))
const bytes = (path: string, search: Search = {}) => useSession().request((api) => api.blob(path, search))
const send = <T>(method: 'POST' | 'PUT', path: string, file: Blob, search: Search = {}) =>
  useSession().request((api) => api.sendFile<T>(method, path, file, search))

const at = (number: string) => `/api/credentials/${encodeURIComponent(number)}`

/** Everything that the registrar's desk asks the server, by name. Each may throw `ApiProblem` or `NoAnswer`. */
export const registry = {
  credentials: (search: Search) => get<Page<CredentialRow>>('/api/credentials', search),
  credential: (number: string, asOf = '') => get<Credential>(at(number), { as_of: asOf }),
  issuers: () => get<Issuer[]>('/api/issuers'),
  addIssuer: (draft: NewIssuer) => post<Issuer>('/api/issuers', draft),
  changeIssuer: (name: string, terms: IssuerTerms) =>
    useSession().request((api) => api.put<Issuer>(`/api/issuers/${encodeURIComponent(name)}`, terms)),
  tryFormat: (name: string, number_pattern: string, samples: string[]) =>
    post<IssuerTrial>('/api/issuers/trial', { name, number_pattern, samples }),
  enter: (draft: NewCredential) => post<Change>('/api/credentials', draft),
  step: (number: string, draft: NewStatus) => post<Change>(`${at(number)}/status`, draft),
  reissue: (number: string, reason: string) =>
    post<{ card_code_url: string }>(`${at(number)}/card-code`, { reason }),
  assess: (number: string, draft: { year: number; result: string; words: string }) =>
    post<unknown>(`${at(number)}/assessments`, draft),
  examine: (number: string, draft: { name: string; held_on: string; score: number; passed: boolean }) =>
    post<unknown>(`${at(number)}/exams`, draft),
  portrait: (number: string) => bytes(`${at(number)}/portrait`),
  proposePortrait: (number: string, picture: Blob) => send<Change>('PUT', `${at(number)}/portrait`, picture),
  changes: (search: Search) => get<Page<Change>>('/api/credential-changes', search),
  decide: (id: string, decision: 'approve' | 'reject', words: string) =>
    post<Change>(`/api/credential-changes/${id}/decision`, { decision, words }),
  proposedPortrait: (id: string) => bytes(`/api/credential-changes/${id}/portrait`),
  importReport: (id: string) => get<ImportReport>(`/api/credential-changes/${id}/report`),
  /** Only looks, unless told to propose: then another registrar decides on the file as a whole. */
  importFile: (file: Blob, dryRun: boolean) =>
    send<ImportReport>('POST', '/api/credentials/import', file, { dry_run: String(dryRun) }),
  exportFile: (search: Search, format: 'csv' | 'xlsx') =>
    bytes('/api/credentials/export', { ...search, format }),
  cards: (numbers: readonly string[]) => bytes('/api/credentials/cards.pdf', { numbers: numbers.join(',') }),
  training: (search: Search) => get<Page<TrainingRow>>('/api/training', search),
  unusual: (days: string) => get<Unusual[]>('/api/verifications/unusual', { days }),
  reports: (search: Search) => get<Page<FalseOfficerReport>>('/api/false-officer-reports', search),
  recordTraining: (draft: NewTraining) => post<{ recorded: number }>('/api/training', draft),
}
