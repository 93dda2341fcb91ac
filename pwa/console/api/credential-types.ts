/** The registry of certificates over the wire. Days are `YYYY-MM-DD`, moments RFC 3339. */

export type Status =
  | 'pending'
  | 'valid'
  | 'suspended'
  | 'withdrawn'
  | 'lost'
  | 'cancelled'
  | 'voided'
  | 'expired'
export type CertificateKind = 'province' | 'ministry' | 'assisting'

export interface CredentialRow {
  number: string
  officer_id: string
  officer_name: string
  agency_id: string
  agency_name: string
  kind: CertificateKind
  category: string
  area: string
  issuer: string
  valid_from: string
  valid_to: string
  status: Status
  status_since: string | null
  photo: boolean
  pending_changes: number
}

/** An interval as it was recorded; a later one may outrank it. */
export interface HistoryRow {
  status: Status
  starts_at: string
  ends_at: string | null
  reason: string
  document: string
  entered_by: string | null
  approved_by: string | null
  recorded_at: string
}

/** What the recorded intervals amount to; null is without bound. */
export interface TimelineSpan {
  status: Status
  starts_at: string | null
  ends_at: string | null
}

/** A step that may be proposed now. */
export interface StepRow {
  status: Status
  act: string
  document: boolean
  may_end: boolean
}

export interface TrainingYear {
  year: number
  public_law: number
  professional: number
  short: boolean
}

export interface Credential {
  row: CredentialRow
  history: HistoryRow[]
  timeline: TimelineSpan[]
  matters: { id: string; name: string }[]
  exams: { name: string; held_on: string; score: number; passed: boolean }[]
  assessments: { year: number; result: 'passed' | 'failed' | 'deferred'; words: string }[]
  training: TrainingYear[]
  card_code_url: string | null
  steps: StepRow[]
  changes: Change[]
}

export interface NewCredential {
  number: string
  officer_name: string
  agency_id: string
  kind: CertificateKind
  category: string
  area: string
  issuer: string
  valid_from: string
  valid_to: string
  reason: string
  document: string
  officer_id: string | null
  matters: string[]
}

export interface NewStatus {
  status: Status
  starts_at: string
  ends_at: string | null
  reason: string
  document: string
}

export type ChangeKind = 'create' | 'status' | 'portrait' | 'import'
export type ChangeState = 'proposed' | 'approved' | 'rejected'

export interface Change {
  id: string
  kind: ChangeKind
  state: ChangeState
  number: string | null
  officer_name: string | null
  agency_id: string | null
  agency_name: string | null
  reason: string
  document: string
  entered_by: string
  entered_at: string
  decided_by: string | null
  decided_at: string | null
  words: string
  /** Entered by the asker, who may take it back but not approve it. */
  own: boolean
  create: NewCredential | null
  status: { act: string; status: Status; starts_at: string; ends_at: string | null } | null
  portrait: { sha256: string } | null
  import_file: { sha256: string; rows: number; creates: number; updates: number; unchanged: number } | null
}

export interface ImportError {
  row: number
  column: string
  code: string
  detail: string
}

export interface ImportReport {
  rows: number
  creates: number
  updates: number
  unchanged: number
  errors: ImportError[]
  error_count: number
  changes: {
    row: number
    number: string
    action: string
    fields: { column: string; before: string; after: string }[]
  }[]
  applied: boolean
  change: Change | null
}

export interface Issuer {
  name: string
  kind: CertificateKind
  number_pattern: string
  number_rule: string
}

export interface TrainingRow extends TrainingYear {
  officer_id: string
  officer_name: string
  agency_id: string
  agency_name: string
  public_law_missing: number
  professional_missing: number
}

export interface NewTraining {
  officers: string[]
  category: 'public_law' | 'professional'
  course: string
  hours: number
  held_on: string
  document: string
}
