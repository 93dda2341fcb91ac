/** A result in two short sentences, as a finding keeps it; the twin of `told` in backend/zhifa/benchmarks/recompute.py. */
import { number } from './money.ts'
import { moneyWords } from './trace.ts'
import type { Assessment, Money, Outcome } from './types.ts'

const WITHOUT_FINE: Record<Exclude<Outcome, 'range'>, string> = {
  measures: '不处罚款',
  no_penalty: '不予行政处罚',
  not_yet: '现阶段不处罚',
  ask: '事实不足,未得出结果',
  gap: '法条或阶次没有规定这种情形',
  overlap: '多种情形同时符合,未得出结果',
  choose_law: '新旧规定待选择',
}

export interface Told {
  tier: string | null
  range: string
}

export function told({ outcome, tier, range, person }: Assessment): Told {
  if (outcome !== 'range') return { tier, range: WITHOUT_FINE[outcome] }
  const parts = [
    ...(range ? [`罚款${moneyWords(range)}`] : []),
    ...(person ? [`对责任人员罚款${moneyWords(person)}`] : []),
  ]
  return { tier, range: parts.join(';') }
}

/** Whether an amount lies within a range; null where either is none. */
export function fits(fine: string, range: Money | null): boolean | null {
  const [amount, low, high] = [number(fine), number(range?.min), number(range?.max)]
  if (amount === null || low === null || high === null || !range) return null
  const above = range.min_inclusive ? amount >= low : amount > low
  return above && (range.max_inclusive ? amount <= high : amount < high)
}

/** Where a proposed fine lies; the twin of `place` in backend/zhifa/benchmarks/recompute.py, where the words are explained. */
export type Place = 'inside' | 'mitigated' | 'outside' | 'beyond'

const fineless: ReadonlySet<Outcome> = new Set(['measures', 'no_penalty', 'not_yet'])

export function placeOf(fine: string, { outcome, range, band }: Assessment): Place | null {
  const amount = number(fine)
  if (amount === null) return null
  const [inRange, inBand] = [fits(fine, range), fits(fine, band)]
  if (inRange) return inBand === false ? 'mitigated' : 'inside'
  if (inBand === null) return fineless.has(outcome) && amount > 0 ? 'beyond' : null
  if (!inBand) return 'beyond'
  return inRange === false || fineless.has(outcome) ? 'outside' : null
}
