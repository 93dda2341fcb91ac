import type { LocationQuery } from 'vue-router'
import type { CertificateKind, Status } from '../../api/credential-types'
import { calendarDay, matching, spoken, uuid, wordOf } from '../../lists/query'
import { kinds, statuses } from './words'

/** What the list of certificates is narrowed to. Empty text means: not narrowed. */
export interface CredentialFilters {
  q: string
  status: Status | ''
  agency: string
  kind: CertificateKind | ''
  /** Days from the day of judging within which the certificate runs out. */
  expiring: string
  /** The day, of Asia/Shanghai, as at whose end everything is judged; empty: now. */
  as_of: string
}

export const noFilters: CredentialFilters = {
  q: '',
  status: '',
  agency: '',
  kind: '',
  expiring: '',
  as_of: '',
}

export const expiringChoices = ['30', '60', '90', '180'] as const

export function filtersOf(query: LocationQuery): CredentialFilters {
  const status = wordOf(query['status'])
  const kind = wordOf(query['kind'])
  return {
    q: wordOf(query['q']).slice(0, 100),
    status: Object.hasOwn(statuses, status) ? (status as Status) : '',
    agency: matching(wordOf(query['agency']), uuid),
    kind: Object.hasOwn(kinds, kind) ? (kind as CertificateKind) : '',
    expiring: matching(wordOf(query['expiring']), /^(30|60|90|180)$/),
    as_of: matching(wordOf(query['as_of']), calendarDay),
  }
}

/** The shortest query that names these filters in the address. */
export function queryOf(filters: CredentialFilters): Record<string, string> {
  return spoken({ ...filters })
}

/** The same as the server is asked it: it wants a day before which a certificate runs out. */
export function searchOf(filters: CredentialFilters, today: string): Record<string, string> {
  const { expiring, ...others } = filters
  const expiring_before = expiring ? dayAfter(filters.as_of || today, Number(expiring) + 1) : ''
  return spoken({ ...others, expiring_before })
}

/** How many filters narrow the list, the moment of judging included. */
export function narrowings(filters: CredentialFilters): number {
  return Object.values(filters).filter(Boolean).length
}

/** A calendar day some days later. */
export function dayAfter(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`)
  moment.setUTCDate(moment.getUTCDate() + days)
  return moment.toISOString().slice(0, 10)
}
