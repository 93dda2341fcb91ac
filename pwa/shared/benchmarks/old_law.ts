/** Old text or new (行政处罚法 art. 37), as backend/zhifa/benchmarks/old_law.py says it. */
import { day } from './days.ts'
import { fenOf } from './money.ts'
import { cited, moneyWords } from './trace.ts'
import type { Assessment, Benchmark, Earlier, Facts, LawChoice, Money } from './types.ts'

type Sign = -1 | 0 | 1

const WHY = {
  lighter: '新的规定处罚较轻,适用新的规定(行政处罚法第37条)。',
  alike: '两者处罚相当,适用行为时的规定(行政处罚法第37条)。',
  heavier: '新的规定处罚较重,适用行为时的规定(行政处罚法第37条)。',
  open: '两者轻重无法自动比较,请人工选择并说明理由(行政处罚法第37条)。',
  chosen: '两者轻重无法自动比较,经人工选择,须说明理由(行政处罚法第37条)。',
}

/** The day of the act, if it lies before the present text. */
export function earlierAct(benchmark: Benchmark, facts: Facts): string | null {
  const act = day(facts['act_date'])
  const since = benchmark.law_from
  return act !== null && since != null && act < since ? act : null
}

/** The benchmark with the text of that day, or null where it is not known. */
export function textAt(benchmark: Benchmark, act: string): Benchmark | null {
  const found = (benchmark.earlier ?? []).find(
    (each) => act <= each.until && (each.since == null || act >= each.since),
  )
  return found ? asItWas(benchmark, found) : null
}

/** Without tiers: what the statute itself threatens. */
export function bare(benchmark: Benchmark): Benchmark {
  const branches = benchmark.branches.map((each) => ({ ...each, tiers: [], formula: null, score: [] }))
  return { ...benchmark, branches }
}

/** -1 where the present text is lighter, 1 where it is heavier, 0 where they are alike; null: not comparable. */
export function compared(then: Assessment, now: Assessment): Sign | null {
  if (then.outcome === 'not_yet' && now.outcome === 'not_yet') return 0
  const unclear = (each: Assessment) => ['gap', 'overlap', 'not_yet'].includes(each.outcome)
  if (unclear(then) || unclear(now)) return null
  const found = [
    money(then.band, now.band),
    money(then.person, now.person),
    optional(then, now),
    measures(new Set(then.measures), new Set(now.measures)),
  ]
  const signs = new Set(found.filter((sign) => sign !== 0))
  if (signs.size === 0) return 0
  return signs.size === 1 ? ([...signs][0] as Sign | null) : null
}

/** What is to be recorded; `chosen`: by a person, where the two cannot be compared. */
export function choiceOf(
  act: string,
  then: Assessment,
  now: Assessment,
  chosen: 'earlier' | 'present' | null,
): LawChoice {
  const sign = compared(then, now)
  const bands = { act_date: act, earlier: then.band, present: now.band }
  if (sign === null) return { ...bands, chosen, why: chosen === null ? WHY.open : WHY.chosen }
  const why = sign === -1 ? WHY.lighter : sign === 0 ? WHY.alike : WHY.heavier
  return { ...bands, chosen: sign === -1 ? 'present' : 'earlier', why }
}

/** For the trace: both texts, both bands, and what follows. */
export function lawChoiceWords(benchmark: Benchmark, old: Benchmark, made: LawChoice): string[] {
  const band = (each: Money | null) => (each === null ? '没有罚款' : moneyWords(each))
  return [
    `违法行为发生在${made.act_date},当时的规定是${cited(old)};现行规定${cited(benchmark)}自${benchmark.law_from}起施行。`,
    `法定罚款幅度:行为时${band(made.earlier)},现行${band(made.present)}。${made.why}`,
  ]
}

function asItWas(benchmark: Benchmark, text: Earlier): Benchmark {
  return {
    ...benchmark,
    penalising: text.penalising,
    branches: text.branches?.length ? text.branches : benchmark.branches,
    measures: text.measures ?? benchmark.measures ?? [],
    lawful: text.lawful ?? false,
  }
}

function money(then: Money | null, now: Money | null): Sign | null {
  const most = sign(fenOf(then?.max ?? '0'), fenOf(now?.max ?? '0'))
  const least = sign(fenOf(then?.min ?? '0'), fenOf(now?.min ?? '0'))
  if (most !== 0 && least !== 0 && most !== least) return null
  return most === 0 ? least : most
}

function sign(then: bigint, now: bigint): Sign {
  return then === now ? 0 : now < then ? -1 : 1
}

function optional(then: Assessment, now: Assessment): Sign {
  if (then.outcome !== 'range' || now.outcome !== 'range' || then.optional === now.optional) return 0
  return now.optional ? -1 : 1
}

function measures(then: Set<string>, now: Set<string>): Sign | null {
  const within = (one: Set<string>, other: Set<string>) => [...one].every((each) => other.has(each))
  if (within(now, then)) return then.size === now.size ? 0 : -1
  return within(then, now) ? 1 : null
}
