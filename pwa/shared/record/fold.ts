import { canonical } from './order.ts'
import type {
  Answered,
  Attached,
  Bodies,
  ChainedClaims,
  Claims,
  Closed,
  InspectionRecord,
  Joined,
  Kind,
  Noted,
  OfficerSigned,
  Opened,
} from './types.ts'

interface Context {
  record: InspectionRecord
  entry: ChainedClaims
  claims: Claims
  /** What every part remembers of its entry. */
  mark: { at: string; jti: string }
  /** The entry lies after `closed` in canonical order. */
  late: boolean
}

type Steps = { [K in Kind]: (context: Context, body: Bodies[K]) => void }

/**
 * Read the entries of one visit into its record. Pure; throws where there are none.
 *
 * The server does the same in Python; both are held to `tests/vectors/fold`.
 */
export function fold(entries: readonly ChainedClaims[]): InspectionRecord {
  const ordered = canonical(entries)
  const first = ordered[0]
  if (!first) throw new RangeError('a record needs at least one entry')
  const record = blank(first.claims.sub)
  for (const entry of ordered) take(record, entry)
  return record
}

function take(record: InspectionRecord, entry: ChainedClaims): void {
  const { claims } = entry
  const mark = { at: claims.at, jti: claims.jti }
  const context: Context = { record, entry, claims, mark, late: record.closed_at !== null }
  record.chains[entry.device] = (record.chains[entry.device] ?? 0) + 1
  const step = steps[claims.kind] as ((context: Context, body: Claims['body']) => void) | undefined
  if (step) step(context, claims.body)
  else problem(record, 'unknown_kind')
}

const steps: Steps = {
  opened,
  joined,
  answered,
  noted,
  attached,
  closed,
  officer_signed,
  presented: ({ record, mark }, body) => {
    record.presented.push({ ...body, ...mark })
  },
  notified: ({ record, mark }, body) => {
    record.notified.push({ ...body, ...mark })
  },
  found: ({ record, mark, late }, body) => {
    record.findings.push({ ...body, ...mark, late })
  },
  measured: ({ record, mark, late }, body) => {
    record.measures.push({ ...body, ...mark, late })
  },
  party_signed: ({ record, mark }, body) => {
    record.party = { outcome: 'signed', ...body, ...mark }
  },
  party_refused: ({ record, mark }, body) => {
    record.party = { outcome: 'refused', ...body, ...mark }
  },
  supplemented: ({ record, mark }, body) => {
    record.supplements.push({ ...body, ...mark })
  },
  withdrawn: ({ record, mark }, body) => {
    record.state = 'withdrawn'
    record.withdrawn ??= { ...body, ...mark }
  },
}

function opened({ record, entry, mark }: Context, body: Opened): void {
  if (record.opened_at !== null) {
    problem(record, 'opened_twice')
    return
  }
  record.subject = body.subject
  record.matters = body.matters
  record.source = body.source
  record.repeat_reason = body.repeat_reason ?? null
  record.agency = body.agency
  record.opened_at = mark.at
  record.officers.push({ ...body.officer, role: 'lead', via: 'opened', reason: null, device: entry.device })
}

function joined({ record, entry }: Context, body: Joined): void {
  const { officer, via, reason } = body
  record.officers.push({ ...officer, role: 'second', via, reason: reason ?? null, device: entry.device })
}

function answered({ record, mark, late }: Context, body: Answered): void {
  const before = record.answers[body.item]
  const note = body.note ?? null
  const history = before
    ? [...before.history, { answer: before.answer, note: before.note, at: before.at, jti: before.jti }]
    : []
  record.answers[body.item] = { answer: body.answer, note, bulk: body.bulk ?? false, ...mark, late, history }
}

function noted({ record, mark, late }: Context, body: Noted): void {
  record.notes.push({ text: body.text, item: body.item ?? null, ...mark, late })
}

function attached({ record, claims, mark, late }: Context, body: Attached): void {
  record.attachments.push({ ...body, item: body.item ?? null, ...mark, pos: claims.pos, late })
}

function closed({ record, mark }: Context, body: Closed): void {
  if (record.closed_at !== null) {
    problem(record, 'closed_twice')
    return
  }
  if (record.state === 'open') record.state = 'closed'
  record.closed_at = mark.at
  record.result = body.result
  record.summary = body.summary ?? null
  record.missing = body.missing
}

function officer_signed({ record, mark }: Context, body: OfficerSigned): void {
  const { officer, strokes, width, height } = body
  record.officer_signatures.push({ ...officer, strokes, width, height, ...mark })
}

function problem(record: InspectionRecord, code: string): void {
  if (!record.problems.includes(code)) record.problems.push(code)
}

function blank(id: string): InspectionRecord {
  return {
    id,
    state: 'open',
    subject: null,
    matters: [],
    source: null,
    repeat_reason: null,
    agency: null,
    opened_at: null,
    closed_at: null,
    result: null,
    summary: null,
    missing: [],
    officers: [],
    presented: [],
    notified: [],
    answers: {},
    notes: [],
    attachments: [],
    findings: [],
    measures: [],
    party: null,
    officer_signatures: [],
    supplements: [],
    withdrawn: null,
    chains: {},
    problems: [],
  }
}
