/** What goes over the wire, in the names of the wire. Times are RFC 3339, days YYYY-MM-DD. */
import type { InspectionRecord, Kind, Position } from '../record/types.ts'

export type Client = 'app' | 'console'
export type Role = 'officer' | 'supervisor' | 'overseer' | 'registrar' | 'administrator' | 'assistant'
export type CertificateStatus =
  | 'valid'
  | 'suspended'
  | 'withdrawn'
  | 'lost'
  | 'cancelled'
  | 'voided'
  | 'expired'
  | 'pending'

export interface CertificateCard {
  number: string
  kind: 'province' | 'ministry' | 'assisting'
  category: string
  area: string
  issuer: string
  valid_from: string
  valid_to: string
  status: CertificateStatus
  status_since: string | null
}
export interface OfficerCard {
  id: string
  name: string
  agency_id: string
  agency_name: string
  certificates: CertificateCard[]
}
export interface Account {
  id: string
  username: string
  display_name: string
  role: Role
  agency: {
    id: string
    name: string
    division_code: string
    division_name: string
    supervision_phone: string
  } | null
  division: { code: string; name: string } | null
  officer: OfficerCard | null
  permissions: string[]
  demo: boolean
}
export interface SessionOpened {
  access_token: string
  expires_at: string
  account: Account
  device_id: string | null
  device_revoked: boolean
  server_time: string
}
export interface Device {
  id: string
  name: string
  thumbprint: string
  registered_at: string
  revoked_at: string | null
  revoke_reason: string | null
  account_id: string
  account_name: string
}
export interface Page<T> {
  items: T[]
  next: string | null
}

export interface ChecklistItem {
  id: string
  position: number
  text: string
  requirement: string
  basis: string
  merge_key: string
}
export interface Matter {
  id: string
  code: string
  name: string
  kind: string
  field: string
  basis: string
  basis_confidence: string
  valid_from: string | null
  valid_to: string | null
  delegated: boolean
  demo: boolean
  trades: string[]
  annual_cap: number | null
  checklist: { id: string; version: number; items: ChecklistItem[] }
}
export interface Subject {
  id: string
  name: string
  uscc: string | null
  uscc_valid: boolean | null
  kind: string
  trade: string
  address: string
  division_code: string
  division_name: string
  lat: number | null
  lon: number | null
  risk: 'A' | 'B' | 'C' | 'D'
  visits_this_year: number
  last_visit_at: string | null
  last_result: string | null
  demo: boolean
}
export type PackName = 'matters' | 'subjects' | 'officers'
export interface PackInfo {
  name: PackName
  sha256: string
  size: number
  count: number
  made_at: string
}
export interface MattersPack {
  name: 'matters'
  made_at: string
  matters: Matter[]
}
export interface SubjectsPack {
  subjects: Subject[]
}
export interface OfficersPack {
  officers: OfficerCard[]
}

export type EntryOutcome = 'applied' | 'duplicate' | 'held' | 'conflict' | 'rejected'
export interface Outcome {
  index: number
  jti: string | null
  outcome: EntryOutcome
  code: string | null
  detail: string | null
}
export interface SyncAnswer {
  server_time: string
  skew_ms: number
  outcomes: Outcome[]
}

export type InspectionState = 'open' | 'closed' | 'returned' | 'accepted' | 'withdrawn'
export interface ReviewGlance {
  id: string
  decision: 'accept' | 'return' | 'comment'
  words: string
  at: string
  reviewer: string
}
export interface InspectionRow {
  id: string
  state: InspectionState
  subject_id: string | null
  subject_name: string
  agency_id: string
  agency_name: string
  officers: { id: string; name: string }[]
  matters: string[]
  opened_at: string
  closed_at: string | null
  received_at: string
  answers: { pass: number; fail: number; na: number }
  photos: number
  missing_evidence: number
  held: number
  conflict: boolean
  late_by_s: number | null
  review: ReviewGlance | null
  version: number
}
export interface EvidenceRow {
  sha256: string
  size: number
  type: string
  present: boolean
  received_at: string | null
  derivative: 'pending' | 'ready' | 'impossible' | null
  derivative_reason: string | null
  width: number | null
  height: number | null
  exif_captured_at: string | null
  also_in: string[]
}
export interface Review extends ReviewGlance {
  entries: string[]
  reviewer_role: string
  agency_name: string
}
export interface Inspection {
  row: InspectionRow
  record: InspectionRecord
  chains: {
    device_id: string
    device_name: string
    officer_name: string
    entries: number
    head_sha256: string | null
    held: number
    revoked_at: string | null
  }[]
  evidence: EvidenceRow[]
  reviews: Review[]
  blockers: { code: string; detail: string }[]
}
export interface ServerEntry {
  jti: string
  device_id: string
  officer_name: string
  seq: number
  kind: Kind
  at: string
  received_at: string
  skew_ms: number
  clock_suspect: boolean
  pos: Position | null
  pos_error: string | null
  body: Record<string, unknown>
  jws: string
  sha256: string
}
