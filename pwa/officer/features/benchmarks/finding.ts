import { told } from '@shared/benchmarks/told.ts'
import type { Assessment, Facts } from '@shared/benchmarks/types.ts'
import type { Found } from '@shared/record/types.ts'
import { db } from '../../db/database.ts'
import { within } from '../visit/words.ts'
import type { Held } from './library.ts'

/** What the officer adds to a result. */
export interface Said {
  words: string
  items: string[]
  /** Yuan; empty where the officer proposes no amount yet. */
  fine: string
  /** Why outside the tier. */
  reason: string
}

/** The `found` entry of a result: with the version it came from, so that anyone can reckon it again. */
export function findingOf(held: Held, facts: Facts, answer: Assessment, said: Said): Found {
  const { benchmark, id, version, sha256 } = held
  const { tier, range } = told(answer)
  const basis = benchmark.penalising.map(({ law, article }) => `${law} ${article}`).join(';')
  return {
    title: within(benchmark.violation, 200),
    items: said.items,
    words: within(said.words || factsIn(answer), 2000),
    basis: within(basis, 1000),
    benchmark: { id, version: String(version), sha256 },
    facts: { ...facts },
    ...(tier ? { tier } : {}),
    range,
    trace: answer.trace.slice(0, 200).map((line) => within(line, 1000)),
    ...(said.fine ? { fine: said.fine } : {}),
    ...(said.reason ? { reason: within(said.reason, 1000) } : {}),
  }
}

/** The facts that were given, as the trace words them. */
function factsIn({ trace }: Assessment): string {
  const given = '事实:'
  return trace.flatMap((line) => (line.startsWith(given) ? [line.slice(given.length)] : [])).join('')
}

export interface OpenVisit {
  id: string
  subject_name: string
}

/** The visit that a result can go into: the one named, or else the open one that was written to last. */
export async function visitFor(named: string | null): Promise<OpenVisit | null> {
  const open = await db().visits.where('state').equals('open').toArray()
  const last = open.toSorted((a, b) => (a.last_at < b.last_at ? 1 : -1))
  return last.find(({ id }) => id === named) ?? (named ? null : (last[0] ?? null))
}
