/** Which branch and which tier the facts lead to (backend/zhifa/benchmarks/{facts,choosing}.py). */
import { day } from './days.ts'
import { tiersBy } from './formulas.ts'
import { number } from './money.ts'
import type { Benchmark, Branch, Condition, Facts, Ground, Stage, Tier } from './types.ts'

const STAGES: readonly string[] = [
  'base',
  'order_to_correct',
  'refusal',
  'overdue',
  'overdue_or_refusal',
  'refusal_of_inspection',
  'aggravated',
]

export const unique = (names: readonly string[]): string[] => [...new Set(names)]
export const stageOf = (branch: Branch): Stage => branch.stage ?? 'base'

/** True, false, or null where the fact is missing or is no number though one is compared. */
export function holds(condition: Condition, facts: Facts): boolean | null {
  const known = facts[condition.fact]
  if (known === undefined) return null
  const left = number(known)
  const right = number(condition.value)
  if (left === null || right === null) return condition.op === 'eq' ? known === condition.value : null
  switch (condition.op) {
    case 'eq':
      return left === right
    case 'lt':
      return left < right
    case 'le':
      return left <= right
    case 'gt':
      return left > right
    case 'ge':
      return left >= right
  }
}

/** False as soon as one is false, even where others are unknown. */
export function allHold(conditions: readonly Condition[] | undefined, facts: Facts): boolean | null {
  const found = (conditions ?? []).map((condition) => holds(condition, facts))
  if (found.includes(false)) return false
  return found.includes(null) ? null : true
}

export interface Choice<T> {
  one: T | null
  missing: string[]
  fitting: number
}

/** The only one whose conditions hold; while one is unknown, what has to be asked. */
export function choose<T extends { when?: Condition[] }>(among: readonly T[], facts: Facts): Choice<T> {
  const verdicts = among.map((each) => ({ each, verdict: allHold(each.when, facts) }))
  const open = verdicts.filter(({ verdict }) => verdict === null)
  const missing = unique(
    open.flatMap(({ each }) => (each.when ?? []).filter((c) => holds(c, facts) === null).map((c) => c.fact)),
  )
  const fitting = verdicts.filter(({ verdict }) => verdict === true)
  const only = missing.length === 0 && fitting.length === 1 ? (fitting[0]?.each ?? null) : null
  return { one: only, missing, fitting: fitting.length }
}

/** The stage of this case; a benchmark that knows only the act itself need not ask for it. */
export function stageAt(benchmark: Benchmark, facts: Facts): Stage | null {
  if (benchmark.branches.every((branch) => stageOf(branch) === 'base')) return 'base'
  const given = facts['stage']
  return given !== undefined && STAGES.includes(given) ? (given as Stage) : null
}

/** The stage's own branches, or the base ones where the stage only adds to them. */
export function branchesAt(benchmark: Benchmark, stage: Stage): Branch[] {
  const here = benchmark.branches.filter((branch) => stageOf(branch) === stage)
  const own = here.filter((branch) => !branch.with_base)
  if (own.length > 0 || here.length === 0) return own
  return benchmark.branches.filter((branch) => stageOf(branch) === 'base')
}

export function addedAt(benchmark: Benchmark, stage: Stage, facts: Facts): Branch[] {
  const here = benchmark.branches.filter((branch) => stageOf(branch) === stage && branch.with_base)
  return here.filter((branch) => allHold(branch.when, facts) === true)
}

/** The branch's tiers as written, or as its formula cuts them. */
export function tiersOf(benchmark: Benchmark, branch: Branch): Tier[] {
  const formula = benchmark.formulas?.find((each) => each.id === branch.formula)
  return formula && branch.fine ? tiersBy(formula, branch.fine) : (branch.tiers ?? [])
}

/** The rows of one of the four lists that are known to apply; an exclusion must have been looked into. */
export function groundsOf(benchmark: Benchmark, facts: Facts, kind: Ground['kind']): Ground[] {
  return (benchmark.grounds ?? []).filter(
    (ground) => ground.kind === kind && holdsOn(ground, facts) && applies(ground, facts),
  )
}

/** Rows of 不予处罚 to which nothing is missing but what the subject did before. */
export function waitingForHistory(benchmark: Benchmark, facts: Facts): Ground[] {
  return (benchmark.grounds ?? []).filter(
    (ground) => ground.kind === 'no_penalty' && holdsOn(ground, facts) && lacksHistoryOnly(ground, facts),
  )
}

/** Whether the row is in force on the day of the act; a day that is not known is one of these days. */
function holdsOn(ground: Ground, facts: Facts): boolean {
  const act = day(facts['act_date'])
  if (act === null) return true
  return (
    (ground.valid_from == null || act >= ground.valid_from) &&
    (ground.valid_to == null || act <= ground.valid_to)
  )
}

const looked = (ground: Ground, facts: Facts) =>
  (ground.excluded_by ?? []).every((condition) => holds(condition, facts) === false)

const oneOf = (ground: Ground, facts: Facts) =>
  (ground.any_of ?? []).length === 0 || (ground.any_of ?? []).some((each) => holds(each, facts) === true)

function lacksHistoryOnly(ground: Ground, facts: Facts): boolean {
  const asked = (ground.questions ?? []).filter((question) => question.months != null)
  const history = new Set(asked.map((question) => question.fact))
  const allOf = ground.all_of ?? []
  const open = new Set(allOf.filter((each) => holds(each, facts) === null).map((each) => each.fact))
  return (
    open.size > 0 &&
    [...open].every((fact) => history.has(fact)) &&
    allOf.every((each) => open.has(each.fact) || holds(each, facts) === true) &&
    oneOf(ground, facts) &&
    looked(ground, facts)
  )
}

function applies(ground: Ground, facts: Facts): boolean {
  return allHold(ground.all_of, facts) === true && oneOf(ground, facts) && looked(ground, facts)
}
