import { type Place, placeOf } from '@shared/benchmarks/told.ts'
import type { Assessment, Money, Outcome } from '@shared/benchmarks/types.ts'
import { expect, test } from 'vitest'

/** The cases of tests/benchmarks/test_recompute.py, its twin. */
const money = (min: string, max: string): Money => ({ min, max, min_inclusive: true, max_inclusive: true })
const [tier, band, below] = [money('3700', '7300'), money('1000', '10000'), money('1', '999')]
const cases: [Outcome, Money | null, Money | null, string, Place | null][] = [
  ['range', tier, band, '3700', 'inside'],
  ['range', tier, band, '3699.99', 'outside'],
  ['range', tier, band, '10000', 'outside'],
  ['range', tier, band, '10000.01', 'beyond'],
  ['range', tier, band, '999.99', 'beyond'],
  ['range', below, band, '500', 'mitigated'],
  ['range', below, band, '5000', 'outside'],
  ['gap', null, band, '5000', null],
  ['gap', null, band, '50000', 'beyond'],
  ['no_penalty', null, null, '1', 'beyond'],
  ['no_penalty', null, null, '0', null],
  ['measures', null, band, '5000', 'outside'],
  ['range', null, null, '5000', null],
  ['range', tier, band, '五千', null],
]

test.each(cases)(
  '%s: a fine lies where tier and statute put it (%#)',
  (outcome, range, statutory, fine, where) => {
    const answer: Assessment = {
      outcome,
      range,
      band: statutory,
      branch: null,
      tier: null,
      person: null,
      optional: false,
      measures: [],
      decision: null,
      advice: [],
      missing: [],
      trace: [],
      law: null,
    }
    expect(placeOf(fine, answer)).toBe(where)
  },
)
