/** Short names for what the server's document says of the registry of certificates. */
import type { components } from '@shared/api/schema'

type Schemas = components['schemas']

export type NewStatus = Schemas['NewStatus']
export type Status = NewStatus['status']
export type NewCredential = Required<Schemas['NewCredential']>
export type CertificateKind = NewCredential['kind']
export type CredentialRow = Schemas['CredentialRow']
export type Credential = Schemas['Credential']
/** An interval as it was recorded; a later one may outrank it. */
export type HistoryRow = Schemas['HistoryRow']
/** A step that may be proposed now. */
export type StepRow = Schemas['StepRow']
export type Change = Schemas['Change']
export type ChangeKind = Change['kind']
export type ChangeState = Change['state']
export type ImportReport = Schemas['ImportReport']
export type ImportFault = ImportReport['errors'][number]
export type Issuer = Schemas['IssuerRow']
export type NewIssuer = Schemas['NewIssuer']
export type IssuerTerms = Schemas['IssuerTerms']
export type IssuerTrial = Schemas['Tried']
export type NewExam = Schemas['NewExam']
export type NewAssessment = Schemas['NewAssessment']
export type TrainingRow = Schemas['TrainingRow']
export type NewTraining = Schemas['NewTraining']
/** 异常核验: verifications of one certificate on one day that ask for a look. */
export interface Unusual {
  kind: 'code_in_many_places' | 'card_in_many_places' | 'many_stale'
  day: string
  number: string
  officer_name: string
  agency_id: string
  agency_name: string
  /** Places, or stale presentations. */
  count: number
  first_at: string
  last_at: string
}

/** 举报假冒执法人员, as it was written; the agency is that of the certificate shown, where it is a real one. */
export interface FalseOfficerReport {
  id: string
  receipt: string
  at: string
  shown: string
  place: string
  words: string
  contact: string
  agency_name: string | null
}
