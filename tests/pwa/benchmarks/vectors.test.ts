import { readdirSync, readFileSync } from 'node:fs'
import { assess } from '@shared/benchmarks/calculator.ts'
import type { Assessment, Benchmark, Facts, Past } from '@shared/benchmarks/types.ts'
import { describe, expect, test } from 'vitest'

const folder = new URL('../../vectors/benchmarks/', import.meta.url)
const names = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'core.json')

interface Vector {
  benchmark: Benchmark
  cases: { facts: Facts; past?: Past[]; expect: Assessment }[]
}

const read = <T>(name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as T

describe('the phone reckons as the server does', () => {
  test('there are vectors', () => expect(names.length).toBeGreaterThan(60))
  test.each(names)('%s', (name) => {
    const { benchmark, cases } = read<Vector>(name)
    for (const { facts, past, expect: expected } of cases)
      expect(assess(benchmark, facts, past ?? null), JSON.stringify({ facts, past })).toEqual(expected)
  })
  test('the core reckoned by hand', () => {
    for (const { code, facts, expect: expected } of read<{ code: string; facts: Facts; expect: object }[]>(
      'core.json',
    )) {
      expect(assess(read<Vector>(`${code}.json`).benchmark, facts), code).toMatchObject(expected)
    }
  })
})
