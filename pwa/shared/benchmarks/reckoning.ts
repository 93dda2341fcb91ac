/**
 * What one text of the law says to facts; the twin of backend/zhifa/benchmarks/reckoning.py. Never outside the
 * statutory band save by a ground of 减轻 (行政处罚法 art. 32), never a guess where the statute leaves a gap.
 */
import { adviceOf } from './advice.ts'
import {
  addedAt,
  allHold,
  branchesAt,
  choose,
  groundsOf,
  holds,
  stageAt,
  tiersOf,
  unique,
} from './choosing.ts'
import { needed, number, plain, type Span, same, span, wire, within } from './money.ts'
import { askWords, factWords, formulaWords, lawWords, moneyWords, spanWords, tierWords } from './trace.ts'
import type {
  Assessment,
  Benchmark,
  Branch,
  Facts,
  LawChoice,
  Money,
  Outcome,
  Points,
  Range,
  Tier,
} from './types.ts'

interface Sheet {
  benchmark: Benchmark
  facts: Facts
  trace: string[]
  branch: Branch | null
  tier: Tier | null
  band: Span | null
  range: Span | null
  person: Span | null
  measures: string[]
  law: LawChoice | null
}

/** `said` comes into the trace before the facts; `law`: which text this is, where there were two. */
export function reckon(
  benchmark: Benchmark,
  facts: Facts,
  said: string[],
  law: LawChoice | null = null,
): Assessment {
  const sheet = begun(benchmark, facts, said, law)
  if (benchmark.lawful) return close(sheet, 'no_penalty', ['按这一规定,该行为不认为是违法,不予行政处罚。'])
  const spared = groundsOf(benchmark, facts, 'no_penalty').filter((ground) => !ground.discretionary)
  if (spared.length > 0) {
    const why = spared.map((each) => `符合“${each.title}”,不予行政处罚(${each.basis})。`)
    return close(sheet, 'no_penalty', why)
  }
  const stage = stageAt(benchmark, facts)
  if (stage === null) return ask(sheet, ['stage'])
  const among = branchesAt(benchmark, stage)
  if (among.length === 0) {
    return close(sheet, 'not_yet', ['法条在本案目前的阶段没有规定处罚:应先依法责令改正,再看是否改正。'])
  }
  const choice = choose(among, facts)
  if (choice.missing.length > 0) return ask(sheet, choice.missing)
  if (choice.one === null) return noBranch(sheet, choice.fitting)
  sheet.branch = choice.one
  const added = addedAt(benchmark, stage, facts).flatMap((branch) => branch.measures ?? [])
  sheet.measures = unique([...(benchmark.measures ?? []), ...(choice.one.measures ?? []), ...added])
  sheet.trace.push(`适用情形:${choice.one.label}。`)
  return fine(sheet, choice.one)
}

/** Which text of the law applies is for a person to say. */
export function undecided(
  benchmark: Benchmark,
  facts: Facts,
  said: string[],
  law: LawChoice | null = null,
): Assessment {
  return close(begun(benchmark, facts, said, law), 'choose_law')
}

function begun(benchmark: Benchmark, facts: Facts, said: string[], law: LawChoice | null): Sheet {
  const trace = [lawWords(benchmark), ...said, ...factWords(benchmark, facts)]
  const nothing = { branch: null, tier: null, band: null, range: null, person: null }
  return { benchmark, facts, trace, ...nothing, measures: [], law }
}

function fine(sheet: Sheet, branch: Branch): Assessment {
  const { facts, benchmark } = sheet
  const ranges = [branch.fine, branch.person].filter((each): each is Range => each != null)
  const missing = unique(ranges.flatMap((each) => needed(each, facts, branch.daily)))
  if (missing.length > 0) return ask(sheet, missing)
  if (branch.fine) {
    sheet.band = span(branch.fine, facts, branch.daily)
    sheet.trace.push(`法定罚款幅度:${arithmetic(sheet, branch.fine, sheet.band, branch.daily)}。`)
  }
  const among = tiersOf(benchmark, branch)
  const tiers = choose(among, facts)
  const mitigated = groundsOf(benchmark, facts, 'mitigated')[0]
  if (mitigated && sheet.band && sheet.band.low > 0n) {
    sheet.range = { low: 0n, high: sheet.band.low, lowInclusive: false, highInclusive: false }
    const ground = `${mitigated.title}(${mitigated.basis})`
    const words = moneyWords(wire(sheet.range) as Money)
    return end(sheet, `依“${ground}”减轻处罚,低于法定最低额:罚款${words}。须说明理由并经批准。`)
  }
  if (tiers.missing.length > 0) return ask(sheet, tiers.missing)
  if (among.length > 0 && tiers.one === null) return noTier(sheet, tiers.fitting)
  if ((branch.score ?? []).length > 0) return scored(sheet, branch)
  return tiered(sheet, branch, tiers.one)
}

function tiered(sheet: Sheet, branch: Branch, tier: Tier | null): Assessment {
  sheet.tier = tier
  sheet.range = sheet.band
  sheet.person = branch.person ? span(branch.person, sheet.facts) : null
  if (tier === null) return end(sheet, ...(sheet.band ? ['该情形没有公布阶次,在法定幅度内裁量。'] : []))
  if (tier.spare) return close(sheet, 'no_penalty', [tierWords(tier, null), '该阶次不予行政处罚。'])
  sheet.measures = unique([...sheet.measures, ...(tier.measures ?? [])])
  if (tier.person && sheet.person) {
    sheet.person = within(span(tier.person, sheet.facts) ?? sheet.person, sheet.person) ?? sheet.person
  }
  if (!tier.range) {
    sheet.range = (tier.measures ?? []).length > 0 ? null : sheet.band
    return end(sheet, tierWords(tier, null))
  }
  const missing = needed(tier.range, sheet.facts, branch.daily)
  if (missing.length > 0) return ask(sheet, missing)
  return stopped(sheet, tier, tier.range, branch)
}

/** The tier's range, and the hard stop where it leaves the band. */
function stopped(sheet: Sheet, tier: Tier, range: Range, branch: Branch): Assessment {
  const wanted = span(range, sheet.facts, branch.daily)
  sheet.range = wanted && sheet.band ? within(wanted, sheet.band) : wanted
  const said = tierWords(tier, arithmetic(sheet, range, wanted, branch.daily))
  sheet.trace.push(...formulaWords(sheet.benchmark, branch))
  if (same(sheet.range, wanted)) return end(sheet, said)
  if (sheet.range === null) {
    sheet.range = sheet.band
    sheet.tier = null
    return end(sheet, said, '该阶次在法定幅度之外,不予采用;只能在法定幅度内裁量。')
  }
  return end(sheet, said, `该阶次超出法定幅度,以法定幅度为限:${moneyWords(wire(sheet.range) as Money)}。`)
}

/** Points of the factors place the fine between the ends of the band; rounded down to fen. */
function scored(sheet: Sheet, branch: Branch): Assessment {
  const factors = branch.score ?? []
  const chosen: Points[] = []
  for (const factor of factors) {
    const open = factor.filter((each) => allHold(each.when, sheet.facts) === null)
    const missing = unique(
      open.flatMap((each) => each.when.filter((c) => holds(c, sheet.facts) === null).map((c) => c.fact)),
    )
    if (missing.length > 0) return ask(sheet, missing)
    chosen.push(...factor.filter((each) => allHold(each.when, sheet.facts) === true))
  }
  if (chosen.length !== factors.length || sheet.band === null) return noTier(sheet, chosen.length)
  const points = chosen.reduce((sum, each) => sum + each.points, 0)
  const most = factors.reduce((sum, factor) => sum + Math.max(...factor.map((each) => each.points)), 0)
  const { low, high } = sheet.band
  const amount = low + ((high - low) * BigInt(points)) / BigInt(most)
  sheet.range = { low: amount, high: amount, lowInclusive: true, highInclusive: true }
  const sum = `${plain(low)}+(${plain(high)}-${plain(low)})×${points}÷${most}`
  return end(sheet, `裁量因子共${points}分(满分${most}分):${sum}=${plain(amount)}元。`)
}

function end(sheet: Sheet, ...said: string[]): Assessment {
  const outcome = sheet.range || sheet.person ? 'range' : 'measures'
  sheet.trace.push(...said)
  if (sheet.person) {
    const words = moneyWords(wire(sheet.person) as Money)
    sheet.trace.push(`对直接负责的主管人员和其他直接责任人员:罚款${words}。`)
  }
  if (sheet.branch?.optional && outcome === 'range') {
    sheet.trace.push('法条规定的是“可以”处罚款:是否罚款也应裁量。')
  }
  if (sheet.measures.length > 0) sheet.trace.push(`同时:${sheet.measures.join(';')}。`)
  return close(sheet, outcome)
}

function close(
  sheet: Sheet,
  outcome: Outcome,
  said: readonly string[] = [],
  missing: string[] = [],
): Assessment {
  const fined = outcome === 'range'
  const decision = fined ? decisionOf(sheet) : null
  return {
    outcome,
    branch: sheet.branch?.id ?? null,
    tier: sheet.tier?.level ?? null,
    band: wire(sheet.band),
    range: fined ? wire(sheet.range) : null,
    person: fined ? wire(sheet.person) : null,
    optional: fined && (sheet.branch?.optional ?? false),
    measures: sheet.measures,
    decision,
    advice: adviceOf(sheet.benchmark, sheet.facts),
    missing,
    trace: [...sheet.trace, ...said, ...(decision === null ? [] : [decision])],
    law: sheet.law,
  }
}

function ask(sheet: Sheet, missing: string[]): Assessment {
  return close(sheet, 'ask', [askWords(sheet.benchmark, missing)], missing)
}

function noBranch(sheet: Sheet, fitting: number): Assessment {
  if (fitting > 0) {
    return close(sheet, 'overlap', [`有${fitting}种法定情形同时符合,不能自动选择:请核对事实并说明理由。`])
  }
  const gap = sheet.benchmark.gaps?.find((each) => number(sheet.facts[each.fact]) === number(each.at))
  if (gap) return close(sheet, 'gap', [`${gap.why}本系统不作推定,请集体讨论后说明理由。`])
  return close(sheet, 'gap', ['法条没有规定这种情形,本系统不作推定,请核对事实或集体讨论。'])
}

function noTier(sheet: Sheet, fitting: number): Assessment {
  if (fitting > 1) {
    return close(sheet, 'overlap', [`有${fitting}个裁量阶次同时符合(阶次界限重叠),不能自动选择:请说明理由。`])
  }
  return close(sheet, 'gap', ['公布的裁量阶次没有规定这种情形,不作推定:请在法定幅度内说明理由。'])
}

function arithmetic(
  sheet: Sheet,
  range: Range,
  money: Span | null,
  daily: string | null | undefined,
): string {
  return spanWords(sheet.benchmark, range, sheet.facts, wire(money) as Money, daily)
}

/** Who decides where the fine reaches the limit; 如果 where only its upper end does. */
function decisionOf(sheet: Sheet): string | null {
  const limit = sheet.benchmark.decision
  const least = number(limit?.at_least)
  if (!limit || least === null || sheet.range === null || sheet.range.high * 10_000n < least) return null
  const sure = sheet.range.low * 10_000n >= least
  return `${sure ? '罚款' : '如果罚款'}达到${limit.at_least}元,${limit.words}。`
}
