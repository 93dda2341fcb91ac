import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { assess } from '@shared/benchmarks/calculator.ts'
import type { Assessment, Benchmark, Facts, Past } from '@shared/benchmarks/types.ts'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const CASES = 10_000

interface Line {
  benchmark: Benchmark
  cases: { facts: Facts; past: Past[] | null; expect: Assessment }[]
}

/** Made by the server's own calculator as the test runs, so there is no file that could be stale. */
function made(): Line[] {
  const written = execFileSync(
    `${root}.venv/bin/python`,
    ['-m', 'tests.benchmarks.random_cases', String(CASES)],
    { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 },
  )
  return written
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
}

test('phone and server agree on random benchmarks and facts', () => {
  const outcomes = new Map<string, number>()
  for (const { benchmark, cases } of made()) {
    for (const { facts, past, expect: expected } of cases) {
      const told = assess(benchmark, facts, past)
      outcomes.set(told.outcome, (outcomes.get(told.outcome) ?? 0) + 1)
      if (!isDeepStrictEqual(told, expected)) {
        expect(told, JSON.stringify({ facts, past, benchmark })).toEqual(expected)
      }
    }
  }
  expect([...outcomes.values()].reduce((sum, each) => sum + each)).toBe(CASES)
  for (const [outcome, count] of outcomes)
    expect(count, `${outcome} is hardly ever reached`).toBeGreaterThan(50)
  expect(outcomes.size).toBe(8)
}, 120_000)
