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
export type Level = 'nation' | 'province' | 'city' | 'county'
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
  /** How many earlier violations of the same kind in so many months before the act: the history answers it. */
  months?: number | null
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
  spare?: boolean
}

/** Where a tier begins or ends: a share (0 to 1) of the span or of the maximum. */
export interface Point {
  of: 'span' | 'max'
  share: string
}

export interface Step {
  level: string
  low: Point
  high: Point
  low_inclusive?: boolean
  high_inclusive?: boolean
  when?: Condition[]
  measures?: string[]
  spare?: boolean
}

/** A published formula that cuts a band into tiers; `tiersOf` does it. */
export interface Formula {
  id: string
  words: string
  source: string
  confidence: string
  steps: Step[]
  least?: Point | null
  kind?: Kind
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
  /** Id of one of the benchmark's formulas, which cuts `fine` into tiers: read them with `tiersOf`. */
  formula?: string | null
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
  questions?: Question[]
  valid_from?: string | null
  valid_to?: string | null
  source?: string | null
  confidence?: string | null
  demo?: boolean
}

/** The text of the law for acts up to `until`; what is left out is as it is now. */
export interface Earlier {
  until: string
  penalising: Article[]
  branches?: Branch[]
  since?: string | null
  measures?: string[] | null
  lawful?: boolean
  source?: string | null
  confidence?: string | null
}

/** A violation found earlier at the same subject: the code of its benchmark and the day. */
export interface Past {
  code: string
  on: string
}

export interface Benchmark {
  code: string
  field: string
  violation: string
  authority: string
  level: Level
  issuer: string
  penalising: Article[]
  violated?: Article[]
  branches: Branch[]
  questions?: Question[]
  measures?: string[]
  grounds?: Ground[]
  gaps?: { fact: string; at: string; why: string }[]
  decision?: { at_least: string; level: Level; words: string } | null
  source: {
    statute: string
    statute_confidence: string
    tiers: string
    tiers_confidence: string
    check: string
    note?: string | null
    document?: string | null
  }
  valid_from: string
  valid_to?: string | null
  party?: string | null
  note?: string | null
  older?: string[]
  matters?: string[]
  law_from?: string | null
  earlier?: Earlier[]
  lawful?: boolean
  formulas?: Formula[]
  published_on?: string | null
  standing?: 'in_force' | 'lapsed' | 'replaced'
  replaced_by?: string | null
  demo?: boolean
}

/** Yuan, as decimal strings of at most two places. */
export interface Money {
  min: string
  max: string
  min_inclusive: boolean
  max_inclusive: boolean
}

export type Outcome =
  | 'range'
  | 'measures'
  | 'no_penalty'
  | 'not_yet'
  | 'ask'
  | 'gap'
  | 'overlap'
  | 'choose_law'

/** Old text or new (行政处罚法 art. 37): the statutory fine by either, which one, and why. */
export interface LawChoice {
  act_date: string
  earlier: Money | null
  present: Money | null
  chosen: string | null
  why: string
}

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
  law: LawChoice | null
}
