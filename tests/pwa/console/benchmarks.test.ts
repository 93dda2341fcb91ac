import { filtersOf, narrowings, noFilters, queryOf } from '@console/features/benchmarks/filters.ts'
import { isUnderWay, shareRead } from '@console/features/benchmarks/import/reading.ts'
import { bySeverity, countsInOrder, unlisted, verdictOf } from '@console/features/benchmarks/import/report.ts'
import { conditionWords } from '@console/features/benchmarks/page/describe.ts'
import { missingHand } from '@console/features/benchmarks/page/steps.ts'
import { grouped, filtersOf as waitingOf } from '@console/features/benchmarks/waiting/filters.ts'
import type { Benchmark } from '@shared/benchmarks/types.ts'
import { expect, test } from 'vitest'

const fault = (code: string, severity: 'error' | 'warning') => ({
  row: 2,
  fault: { code, benchmark: 'A-1', where: '', severity, words: '……' },
})
const report = {
  rows: 3,
  benchmarks: 2,
  creates: 1,
  updates: 1,
  faults: [],
  fault_count: 0,
  lint: [],
  lint_counts: {},
}

test('filters survive the way to the address and back; what an address says wrongly is left out', () => {
  const filters = {
    q: '过期 食品',
    field: '市场监管',
    agency: '0193a5b0-0000-7000-8000-000000000001',
    level: 'city',
    law: '食品安全法',
    article: '第124条',
    on: '2026-03-01',
  }
  expect(filtersOf(queryOf(filters))).toEqual(filters)
  expect(narrowings(filters)).toBe(7)
  expect(filtersOf({ level: 'toString', agency: '1', on: 'heute', article: '第124条' })).toEqual(noFilters)
  expect(waitingOf({ status: 'constructor' })).toEqual({ status: 'draft' })
})

test('a table with a wrong cell is not entered; what the linter finds only hinders its approval', () => {
  expect(verdictOf({ ...report, fault_count: 1 })).toMatchObject({ tone: 'bad', enterable: false })
  expect(verdictOf({ ...report, benchmarks: 0 })).toMatchObject({ tone: 'wait', enterable: false })
  expect(verdictOf(report)).toMatchObject({ tone: 'ok', enterable: true })
  const linted = {
    ...report,
    lint: [fault('L2', 'warning'), fault('L10', 'error')],
    lint_counts: { L10: 4, L2: 1 },
  }
  expect(verdictOf(linted)).toMatchObject({ tone: 'wait', enterable: true })
  expect(bySeverity(linted).errors.map((each) => each.fault.code)).toEqual(['L10'])
  expect(unlisted(linted)).toBe(3)
  expect(countsInOrder(linted).map(([code]) => code)).toEqual(['L2', 'L10'])
})

test('a file is followed as long as the server is at work on it, and never said to be read before it is', () => {
  const file = (
    state: 'waiting' | 'reading' | 'looked' | 'entered' | 'failed',
    done: number,
    rows: number,
  ) => ({
    id: '1',
    name: '基准.xlsx',
    layout: 'superset',
    size: 1,
    asked_at: '2026-11-27T00:00:00Z',
    problem: null,
    report: null,
    state,
    done,
    rows,
  })
  expect(
    (['waiting', 'reading', 'looked', 'entered', 'failed'] as const).map((state) =>
      isUnderWay(file(state, 0, 1)),
    ),
  ).toEqual([true, true, false, false, false])
  expect(isUnderWay(null)).toBe(false)
  expect([
    shareRead(file('reading', 500, 2000)),
    shareRead(file('reading', 2000, 2000)),
    shareRead(file('reading', 500, 0)),
  ]).toEqual([0.25, 0.99, null])
})

test('versions of one import stand together, whatever lies between them', () => {
  const row = (id: string, import_id: string | null) => ({
    benchmark_id: id,
    code: id,
    violation: '试验',
    version: 1,
    status: 'draft',
    valid_from: '2026-01-01',
    valid_to: null,
    sha256: '',
    import_id,
    entered_by: null,
    entered_at: null,
    approved_by: null,
    approved_at: null,
    published_by: null,
    published_at: null,
    words: '',
  })
  const groups = grouped([row('a', 'x'), row('b', null), row('c', 'x'), row('d', null)])
  expect(groups.map((group) => [group.id, group.rows.map((each) => each.code)])).toEqual([
    ['x', ['a', 'c']],
    ['', ['b']],
    ['', ['d']],
  ])
  const draft = row('a', null)
  expect(missingHand({ row: draft, may: ['approve', 'withdraw'] }, false)).toContain('等待审核')
  expect(missingHand({ row: draft, may: ['withdraw'] }, true)).toContain('另一人审核')
  expect(missingHand({ row: { ...draft, status: 'approved' }, may: ['withdraw'] }, true)).toContain('另一位')
})

test('conditions are read with the names, words and units of their questions', () => {
  const benchmark = {
    questions: [
      { fact: 'value', text: '货值金额', unit: '元' },
      { fact: 'kind', text: '当事人', options: [{ value: 'shop', text: '个体户' }] },
    ],
  } as unknown as Benchmark
  const conditions = [
    { fact: 'value', op: 'lt', value: '10000' },
    { fact: 'kind', op: 'eq', value: 'shop' },
  ] as const
  expect(conditionWords(benchmark, conditions)).toBe('货值金额不满10000元,当事人为个体户')
})
