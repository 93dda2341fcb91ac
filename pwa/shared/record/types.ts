/**
 * The entries of a visit and the record that they fold into.
 *
 * The authority is the JSON Schema at `/schema/entries.json`; these types say the
 * same to the compiler. Names on the wire are snake_case and stay so.
 */
import type { components } from '../api/schema.ts'

type Schemas = components['schemas']

/** A person as an entry names them. */
export interface Person {
  officer: string
  name: string
  certificate: string
}

export interface SubjectRef {
  id?: string
  name: string
  uscc?: string
  uscc_reason?: string
  kind?: string
  address: string
  division?: string
  by?: FoundBy
}

/** How the subject was found: by the code in the shop, its licence, a search, or typed by hand. */
export type FoundBy = 'code' | 'licence' | 'search' | 'hand'

export interface MatterRef {
  id: string
  code: string
  name: string
  checklist: string
  checklist_version: number
}

export type Source = 'plan' | 'special' | 'complaint' | 'assigned' | 'transferred' | 'spot'
export type Answer = 'pass' | 'fail' | 'na'
export type Result = 'no_problem' | 'corrected_on_spot' | 'order_to_correct' | 'case_suggested' | 'other'

export interface Opened {
  subject: SubjectRef
  matters: MatterRef[]
  source: Source
  officer: Person
  agency: string
  repeat_reason?: string
}
export interface Joined {
  officer: Person
  via: 'device' | 'named'
  reason?: string
}
export interface Presented {
  to: string
  method: 'screen' | 'card'
  certificates: string[]
}
export interface Notified {
  text_version: string
  acknowledged: 'tick' | 'scan' | 'signature' | 'oral'
  recusal: 'none' | 'requested'
  words?: string
}
export interface Answered {
  item: string
  matter: string
  answer: Answer
  note?: string
  bulk?: true
}
export interface Noted {
  text: string
  item?: string
}
export interface Attached {
  sha256: string
  size: number
  type: string
  shows: string
  item?: string
  captured_at: string
  source: 'camera' | 'library'
}
export interface Found {
  title: string
  items: string[]
  words: string
  basis?: string
  benchmark?: { id: string; version: string; sha256: string }
  facts?: Record<string, unknown>
  tier?: string
  range?: string
  trace?: string[]
  /** Yuan that the officer proposes, as a decimal string. */
  fine?: string
  /** Why the amount lies outside the tier. */
  reason?: string
}
export interface Measured {
  measure: 'order_to_correct' | 'register_preserve' | 'seal' | 'seize' | 'warn' | 'other'
  words: string
  due?: string
  items?: string[]
}
export interface PartySigned {
  name: string
  role: string
  /** One array a stroke: x, y, t (ms), x, y, t … in canvas pixels. */
  strokes: number[][]
  width: number
  height: number
  objections?: string
}
export interface PartyRefused {
  reason: string
  witness?: string
  witness_contact?: string
}
export interface OfficerSigned {
  officer: Person
  strokes: number[][]
  width: number
  height: number
}
export interface Closed {
  result: Result
  summary?: string
  missing: string[]
}
export interface Supplemented {
  review: string
  reason: string
  text: string
  items?: string[]
}
export interface Withdrawn {
  reason: string
}

/** The body that each kind of entry carries. */
export interface Bodies {
  opened: Opened
  joined: Joined
  presented: Presented
  notified: Notified
  answered: Answered
  noted: Noted
  attached: Attached
  found: Found
  measured: Measured
  party_signed: PartySigned
  party_refused: PartyRefused
  officer_signed: OfficerSigned
  closed: Closed
  supplemented: Supplemented
  withdrawn: Withdrawn
}
export type Kind = keyof Bodies

/** Where the phone was, WGS-84. `at` is the time of the fix. */
export interface Position {
  lat: number
  lon: number
  acc: number
  at: string
  crs: 'WGS84'
}

interface ClaimsOf<K extends Kind> {
  jti: string
  sub: string
  seq: number
  prev: string | null
  kind: K
  at: string
  mono: { ms: number; boot: string }
  pos: Position | null
  pos_error?: string
  body: Bodies[K]
}

/** What a field entry signs, one member a kind. */
export type Claims = { [K in Kind]: ClaimsOf<K> }[Kind]

/** An entry as the fold takes it: the claims and the device whose chain they lie on. */
export interface ChainedClaims {
  device: string
  claims: Claims
}

/** What every folded thing remembers of the entry that it came from. */
interface Mark {
  at: string
  jti: string
}
interface LateMark extends Mark {
  late: boolean
}

export interface RecordOfficer extends Person {
  role: 'lead' | 'second'
  via: 'opened' | 'device' | 'named'
  reason: string | null
  device: string
}
export interface RecordAnswer extends LateMark {
  answer: Answer
  matter?: string
  note: string | null
  bulk: boolean
  history: { answer: Answer; note: string | null; at: string; jti: string }[]
}
export interface RecordNote extends LateMark {
  text: string
  item: string | null
}
export interface RecordAttachment extends LateMark {
  sha256: string
  size: number
  type: string
  shows: string
  item: string | null
  captured_at: string
  source: 'camera' | 'library'
  pos: Position | null
}
/** `check`: the server's own reckoning, where the server tells the record; no entry says it. */
export type RecordFinding = Found & LateMark & { check?: Schemas['Check'] }
export type RecordParty =
  | (PartySigned & Mark & { outcome: 'signed' })
  | (PartyRefused & Mark & { outcome: 'refused' })
export interface RecordOfficerSignature extends Person, Mark {
  strokes: number[][]
  width: number
  height: number
}

/** The visit as it reads after all its entries: the same on the phone and on the server. */
export interface InspectionRecord {
  id: string
  state: 'open' | 'closed' | 'withdrawn'
  subject: SubjectRef | null
  matters: MatterRef[]
  source: Source | null
  repeat_reason: string | null
  agency: string | null
  opened_at: string | null
  closed_at: string | null
  result: Result | null
  summary: string | null
  missing: string[]
  officers: RecordOfficer[]
  presented: (Presented & Mark)[]
  notified: (Notified & Mark)[]
  answers: { [item: string]: RecordAnswer }
  notes: RecordNote[]
  attachments: RecordAttachment[]
  findings: RecordFinding[]
  measures: (Measured & LateMark)[]
  party: RecordParty | null
  officer_signatures: RecordOfficerSignature[]
  supplements: (Supplemented & Mark)[]
  withdrawn: (Withdrawn & Mark) | null
  chains: { [device: string]: number }
  problems: string[]
}
