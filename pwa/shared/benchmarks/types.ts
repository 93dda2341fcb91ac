/** A discretion benchmark 裁量基准 as the server sends it (backend/zhifa/benchmarks/model.py); defaults are left out. */

export type Facts = Readonly<Record<string, string>>
export type Stage =
  | 'base'
  | 'order_to_correct'
  | 'refusal'
  | 'overdue'
  | 'overdue_or_refusal'
  | 'refusal_of_inspection'
  | 'aggravated'
export type Unit = 'yuan' | 'multiple' | 'percent' | 'per_head' | 'per_vehicle' | 'per_square_metre'
export type Op = 'eq' | 'lt' | 'le' | 'gt' | 'ge'
export type Kind = 'statute' | 'published' | 'derived'

export interface Article {
  law: string
  article: string
  version?: string | null
}

export interface Condition {
  fact: string
  op: Op
  value: string
}

export interface Question {
  fact: string
  text: string
  unit?: string | null
  options?: { value: string; text: string }[]
}

/** Ends as decimal strings; an end is included unless it says otherwise. */
export interface Range {
  min: string
  max: string
  min_inclusive?: boolean
  max_inclusive?: boolean
  unit?: Unit
  of?: string | null
}

export interface Tier {
  level: string
  range?: Range | null
  person?: Range | null
  when?: Condition[]
  measures?: string[]
  kind?: Kind
  inferred?: boolean
}

export interface Points {
  when: Condition[]
  points: number
}

export interface Branch {
  id: string
  label: string
  stage?: Stage
  when?: Condition[]
  fine?: Range | null
  optional?: boolean
  person?: Range | null
  measures?: string[]
  tiers?: Tier[]
  with_base?: boolean
  daily?: string | null
  score?: Points[][]
}

export interface Ground {
  id: string
  kind: 'no_penalty' | 'lighter' | 'mitigated' | 'no_coercion'
  title: string
  basis: string
  all_of?: Condition[]
  any_of?: Condition[]
  excluded_by?: Condition[]
  discretionary?: boolean
}

export interface Benchmark {
  code: string
  field: string
  violation: string
  authority: string
  level: 'nation' | 'province' | 'city' | 'county'
  issuer: string
  penalising: Article[]
  violated?: Article[]
  branches: Branch[]
  questions?: Question[]
  measures?: string[]
  grounds?: Ground[]
  gaps?: { fact: string; at: string; why: string }[]
  decision?: { at_least: string; level: string; words: string } | null
  source: {
    statute: string
    statute_confidence: string
    tiers: string
    tiers_confidence: string
    check: string
    note?: string | null
  }
  valid_from: string
  valid_to?: string | null
  party?: string | null
  note?: string | null
  older?: string[]
  formula?: string | null
  published_on?: string | null
  demo?: boolean
}

/** Yuan, as decimal strings of at most two places. */
export interface Money {
  min: string
  max: string
  min_inclusive: boolean
  max_inclusive: boolean
}

export type Outcome = 'range' | 'measures' | 'no_penalty' | 'not_yet' | 'ask' | 'gap' | 'overlap'

export interface Assessment {
  outcome: Outcome
  branch: string | null
  tier: string | null
  band: Money | null
  range: Money | null
  person: Money | null
  optional: boolean
  measures: string[]
  decision: string | null
  advice: string[]
  missing: string[]
  trace: string[]
}
