import type { InspectionRecord } from '../record/types.ts'
import { type Condition, holds, named } from './conditions.ts'
import data from './procedure.json' with { type: 'json' }

/**
 * What the law asks of a visit before it is closed, read from the record on the phone.
 *
 * `procedure.json` is made by the server from its own rules (`zhifa compliance procedure`): number, title, law and
 * weight are theirs, so that the phone says before the end what the review desk will read after it. Nothing here
 * stops a visit.
 */

export type StepKey = keyof typeof data.steps
/** `missing`: can still be done. `order`: was done too late, to be explained. `note`: to be heeded. */
export type Phase = 'missing' | 'order' | 'note'

export interface Rule {
  rule: string
  phase: Phase
  step: StepKey
  title: string
  severity: 'block' | 'warn' | 'info'
  basis: string
  confidence: 'high' | 'medium' | 'low'
  /** Days between which the law on which the rule rests is in force; null: open. */
  from: string | null
  to: string | null
  words: string
  /** What to do about it; empty where the step says it. */
  next: string
  when?: Condition
  each?: string
  where?: Condition
  named?: string
}

/** A rule that the record does not meet; `names`: whom or what it is about, in the words of the screen. */
export interface Lack extends Rule {
  names: string[]
}

/** An officer of the visit as the phone's registry knows them; `status` null: not known here. */
export interface KnownPerson {
  officer: string
  name: string
  certificate: string
  status: string | null
  kind: string
}

/** A question of the checklists: the codes under which it may be answered, and how the screen calls it. */
export interface Question {
  codes: string[]
  label: string
}

export interface Proceedings {
  record: InspectionRecord
  questions: readonly Question[]
  /** Each officer once. */
  people: readonly KnownPerson[]
}

export const STEPS = Object.entries(data.steps).map(([key, title]) => ({ key: key as StepKey, title }))
export const RULES = data.rules as Rule[]

/** Everything that the record does not meet, in the order of the rail. `day`: that of the visit, YYYY-MM-DD. */
export function lacks(visit: Proceedings, day: string): Lack[] {
  const all = factsOf(visit)
  return RULES.filter((rule) => (rule.from ?? '') <= day && day <= (rule.to ?? '9')).flatMap((rule) => {
    if (rule.when) return holds(rule.when, { all }) ? [{ ...rule, names: [] }] : []
    const found = things(all[rule.each ?? '']).filter((it) => rule.where && holds(rule.where, { all, it }))
    return found.length > 0 ? [{ ...rule, names: namesOf(rule, found) }] : []
  })
}

function namesOf(rule: Rule, found: { [name: string]: unknown }[]): string[] {
  const path = rule.named
  if (!path) return []
  return [...new Set(found.flatMap((it) => named(path, { all: {}, it }).map(String)))]
}

/** The record as conditions read it: answers as a list, each with its item and the words for it. */
function factsOf({ record, questions, people }: Proceedings): { [name: string]: unknown } {
  const labels = new Map(questions.flatMap(({ codes, label }) => codes.map((code) => [code, label] as const)))
  const answers = Object.entries(record.answers).map(([item, answer]) => ({
    ...answer,
    item,
    label: labels.get(item) ?? item,
  }))
  return { ...record, answers, items: questions, people }
}

function things(value: unknown): { [name: string]: unknown }[] {
  return Array.isArray(value) ? value : []
}

/** The words for what `closed.missing` names; undefined for codes of another kind. */
export function wordsOf(rule: string): string | undefined {
  return RULES.find((each) => each.rule === rule)?.words
}
