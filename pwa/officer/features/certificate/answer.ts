/** What a verification says, in the names of the wire. */

export type Verdict = 'valid' | 'invalid' | 'unverifiable'

export interface ShownCredential {
  number: string
  name: string
  agency_name: string
  kind: string
  category: string
  area: string
  valid_from: string
  valid_to: string
  portrait: string | null
}

/** The server's answer, `POST /api/verifications`. */
export interface Verification {
  answer: Verdict
  reason: string | null
  as_of: string
  credential: ShownCredential | null
  /** The visit that the code names; `takes_part`: whether this officer is one of its. */
  visit: { id: string; agency_name: string; opened_at: string; takes_part: boolean } | null
  presented_at: string | null
}

/** The same, with where it comes from: the server just now, or this phone's pack. */
export interface Answer extends Verification {
  source: 'server' | 'pack'
}

export const unverifiable = (reason: string, as_of: string): Answer => ({
  answer: 'unverifiable',
  reason,
  as_of,
  credential: null,
  visit: null,
  presented_at: null,
  source: 'pack',
})
