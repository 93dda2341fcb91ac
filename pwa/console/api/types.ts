/** What only the desk reads over the wire; the rest is shared with the phone. Times are RFC 3339. */
import type { InspectionState, ReviewGlance } from '@shared/api/wire'

export type {
  Account,
  ChecklistItem,
  Device,
  EvidenceRow,
  Inspection,
  InspectionRow,
  Matter,
  Page,
  Review,
  ServerEntry,
} from '@shared/api/wire'

export type DecisionCode = ReviewGlance['decision']

export type InspectionCounts = Record<InspectionState | 'quarantined', number>

export interface ReviewDraft {
  decision: DecisionCode
  words: string
  entries: string[]
  version: number
}

export interface QuarantineRow {
  id: string
  received_at: string
  captured_at: string | null
  device_id: string | null
  account_name: string | null
  agency_name: string | null
  inspection_id: string | null
  kind: string | null
  code: string
  detail: string
  bytes: number
  resolution: 'admit' | 'keep' | null
  resolved_at: string | null
  resolved_by: string | null
  words: string | null
}

export interface AccountRow {
  id: string
  username: string
  display_name: string
  role: string
  agency_name: string | null
  division_name: string | null
  active: boolean
  locked_until: string | null
}

export interface AgencyRow {
  id: string
  name: string
}
