import type { InspectionRow, InspectionState } from '@shared/api/wire.ts'
import type { RemoteRow, VisitRow } from '../../db/rows.ts'

/** My visits, from this phone and from the server, as one list. */

export interface ListedVisit {
  id: string
  state: InspectionState
  subject: string
  matters: string[]
  at: string
  /** Entries and files that have not reached the server. */
  waiting: number
  /** Where the visit is: only here, only there, or both. */
  local: boolean
  remote: InspectionRow | null
}

/** What of one visit waits on this phone. */
export type WaitingBy = ReadonlyMap<string, number>

/**
 * One row a visit, newest first. The phone knows first that a visit was closed or
 * withdrawn; the server knows first what became of it in review.
 */
export function listVisits(
  local: readonly VisitRow[],
  remote: readonly RemoteRow[],
  waiting: WaitingBy,
): ListedVisit[] {
  const rows = new Map<string, ListedVisit>()
  for (const { id, row } of remote) rows.set(id, fromServer(id, row, waiting))
  for (const visit of local) rows.set(visit.id, fromPhone(visit, rows.get(visit.id), waiting))
  return [...rows.values()].sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
}

function fromServer(id: string, row: InspectionRow, waiting: WaitingBy): ListedVisit {
  const { state, subject_name: subject, matters } = row
  const at = row.closed_at ?? row.opened_at
  return { id, state, subject, matters, at, waiting: waiting.get(id) ?? 0, local: false, remote: row }
}

function fromPhone(visit: VisitRow, known: ListedVisit | undefined, waiting: WaitingBy): ListedVisit {
  const ahead = visit.state !== 'open' && (!known || known.state === 'open')
  return {
    id: visit.id,
    state: known && !ahead ? known.state : visit.state,
    subject: visit.subject_name || known?.subject || '同事的检查',
    matters: visit.matters.length > 0 ? visit.matters : (known?.matters ?? []),
    at: visit.closed_at ?? visit.opened_at,
    waiting: waiting.get(visit.id) ?? 0,
    local: true,
    remote: known?.remote ?? null,
  }
}
