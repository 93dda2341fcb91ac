/** A published formula, turned into tiers (backend/zhifa/benchmarks/formulas.py). */
import { number } from './money.ts'
import type { Formula, Point, Range, Step, Tier } from './types.ts'

const ONE = 1_000_000n

/** The tiers that the formula cuts the band into; a step that the band leaves no room for is left out. */
export function tiersBy(formula: Formula, band: Range): Tier[] {
  let least = number(band.min) ?? 0n
  const most = number(band.max) ?? 0n
  if (least > most) return []
  let openBelow = band.min_inclusive === false
  if (formula.least && openBelow && least === 0n) {
    least = at(formula.least, least, most)
    openBelow = false
  }
  return formula.steps.flatMap((step) => tier(formula, step, band, least, most, openBelow) ?? [])
}

function tier(
  formula: Formula,
  step: Step,
  band: Range,
  least: bigint,
  most: bigint,
  openBelow: boolean,
): Tier | null {
  const low = at(step.low, least, most)
  const high = at(step.high, least, most)
  const lowInclusive = (step.low_inclusive ?? true) && !(low === least && openBelow)
  const highInclusive = (step.high_inclusive ?? true) && !(high === most && band.max_inclusive === false)
  if (low > high || (low === high && !(lowInclusive && highInclusive))) return null
  const when = step.when?.length
    ? step.when
    : [{ fact: 'circumstance', op: 'eq' as const, value: step.level }]
  const range = {
    ...band,
    min: text(low),
    max: text(high),
    min_inclusive: lowInclusive,
    max_inclusive: highInclusive,
  }
  return {
    level: step.level,
    range,
    when,
    measures: step.measures ?? [],
    kind: formula.kind ?? 'derived',
    spare: step.spare ?? false,
  }
}

/** To the millionth below, alike for the tier that ends and the one that begins there. */
function at(point: Point, least: bigint, most: bigint): bigint {
  const share = number(point.share) ?? 0n
  if (point.of === 'span') return (least * ONE + (most - least) * share) / ONE
  const value = most * share
  return value < least * ONE ? least : value > most * ONE ? most : value / ONE
}

function text(millionths: bigint): string {
  const part = (millionths % ONE).toString().padStart(6, '0').replace(/0+$/, '')
  return `${millionths / ONE}${part === '' ? '' : `.${part}`}`
}
