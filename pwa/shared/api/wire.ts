/** Short names for what the server's document describes (`schema.ts`, made by `make client`). */
import type { InspectionRecord } from '../record/types.ts'
import type { components } from './schema.ts'

type Schemas = components['schemas']

export type Client = Schemas['Login']['client']
export type Role = Schemas['Role']
export type CertificateCard = Schemas['CertificateCard']
export type CertificateStatus = CertificateCard['status']
export type OfficerCard = Schemas['OfficerCard']
export type Account = Schemas['Account']
export type AccountRow = Schemas['AccountRow']
export type NewAccount = Required<Schemas['NewAccount']>
/** An account with a one-time password, which is shown once. */
export type HandedOut = Schemas['HandedOut']
export type DivisionRow = Schemas['DivisionRow']
export type SessionOpened = Schemas['SessionOpened']
export type Device = Schemas['Device']
export type AgencyRow = Schemas['AgencyRow']
export type CalendarState = Schemas['CalendarState']

export type ChecklistItem = Schemas['Item']
export type MatterDetail = Schemas['MatterWire']
/** `code_mark`: in the pack only, by which a phone knows the printed code. */
export type Subject = Schemas['SubjectRow'] & { code_mark?: string | null }
export type PackInfo = Schemas['PackInfo']
export type PackName = PackInfo['name']
/** A matter as a pack holds it: those without a checklist in force are left out. */
export type Matter = MatterDetail & { checklist: Schemas['ChecklistWire'] }
/** What lies in each pack, under the pack's name. */
export interface PackContents {
  matters: Matter[]
  subjects: Subject[]
  officers: OfficerCard[]
}

/** How similar cases of the city were decided. */
export type Comparison = Schemas['Comparison']
/** A record with what stands on its paper. */
export type RecordPaper = Omit<Schemas['RecordPaper'], 'record'> & { record: InspectionRecord }
/** A finding reckoned again by the server. */
export type FindingCheck = Schemas['Check']

/** A rule's word on an inspection, and alerts that gather such words. */
export type ComplianceRow = Schemas['ComplianceRow']
export type DutyDraft = Schemas['DutyDraft']
export type AlertRow = Schemas['AlertRow']
export type AlertDetail = Schemas['AlertDetail']
export type AlertCounts = Schemas['AlertCounts']
export type AlertStepDraft = Schemas['AlertStepDraft']

/** Something an account was told. */
export type Message = Schemas['Message']
export type InboxPage = Schemas['InboxPage']
export type InboxState = Schemas['InboxState']
export type Preferences = Schemas['Preferences']
export type PreferenceDraft = Required<Schemas['PreferenceDraft']>

export type Outcome = Schemas['Outcome']
export type EntryOutcome = Outcome['outcome']
export type SyncAnswer = Schemas['SyncAnswer']
export type QuarantineRow = Schemas['QuarantineRow']

export type InspectionRow = Schemas['InspectionRow']
export type InspectionState = InspectionRow['state']
export type InspectionCounts = Schemas['InspectionCounts']
export type EvidenceRow = Schemas['EvidenceRow']
export type ServerEntry = Schemas['EntryRow']
export type Review = Schemas['Review']
export type ReviewGlance = Schemas['ReviewGlance']
export type Decision = ReviewGlance['decision']
export type ReviewDraft = Schemas['ReviewDraft']
/** The record is the one that the phone folds too: the shared vectors hold both folds to its type. */
export type Inspection = Omit<Schemas['InspectionDetail'], 'record'> & { record: InspectionRecord }

/** A stretch of a list and the cursor of what follows. */
export interface Page<T> {
  items: T[]
  next: string | null
}
