import type { EntryRow, VisitRow } from '../db/rows.ts'

/** The quick look at a visit after one more entry. Pure. */
export function glance(before: VisitRow | undefined, entry: EntryRow): VisitRow {
  const { claims } = entry
  const visit: VisitRow = { ...(before ?? unnamed(entry)), last_at: entry.at }
  if (claims.kind === 'opened') {
    visit.subject_name = claims.body.subject.name
    visit.matters = claims.body.matters.map((matter) => matter.name)
    visit.opened_at = entry.at
  }
  if (claims.kind === 'closed' && visit.state === 'open') {
    visit.state = 'closed'
    visit.closed_at = entry.at
  }
  if (claims.kind === 'withdrawn') visit.state = 'withdrawn'
  return visit
}

function unnamed(entry: EntryRow): VisitRow {
  return {
    id: entry.inspection,
    state: 'open',
    subject_name: '',
    matters: [],
    opened_at: entry.at,
    closed_at: null,
    step: '',
    last_at: entry.at,
  }
}
