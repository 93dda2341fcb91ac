import { factsOf, titleOf } from '@console/features/credentials/changes/describe.ts'
import { emptyDraft, wantsOf as entryWants, normalNumber } from '@console/features/credentials/entry/draft.ts'
import {
  dayAfter,
  filtersOf,
  narrowings,
  noFilters,
  queryOf,
  searchOf,
} from '@console/features/credentials/filters.ts'
import { errorsAsCsv, refusalOf, verdictOf } from '@console/features/credentials/import/report.ts'
import { outranked } from '@console/features/credentials/page/history.ts'
import { consequenceOf, isGrave, proposalOf, wantsOf } from '@console/features/credentials/page/steps.ts'
import { yearsToChoose } from '@console/features/credentials/training/filters.ts'
import { daysOf } from '@console/features/verifications/words.ts'
import { cellOf } from '@console/lists/table-fault.ts'
import { describe, expect, test } from 'vitest'

describe('certificates in the address', () => {
  test('filters survive the way to the address and back', () => {
    const filters = {
      q: '王',
      status: 'suspended',
      agency: '0193a5b0-0000-7000-8000-000000000001',
      kind: 'ministry',
      expiring: '30',
      as_of: '2026-03-01',
    } as const
    expect(filtersOf(queryOf(filters))).toEqual(filters)
    expect(narrowings(filters)).toBe(6)
  })

  test('what an address says wrongly is left out', () => {
    const query = { status: 'toString', kind: 'x', expiring: '31', as_of: 'gestern', agency: '1' }
    expect(filtersOf(query)).toEqual(noFilters)
  })

  test('running out within thirty days of the day of judging, that day included', () => {
    const filters = { ...noFilters, expiring: '30', as_of: '2026-02-01' }
    expect(searchOf(filters, '2026-11-23')).toEqual({ as_of: '2026-02-01', expiring_before: '2026-03-04' })
    expect(searchOf({ ...noFilters, expiring: '30' }, '2026-12-31').expiring_before).toBe('2027-01-31')
    expect(dayAfter('2028-02-28', 1)).toBe('2028-02-29')
  })
})

describe('steps of a certificate’s life', () => {
  const suspension = { status: 'suspended', act: '暂扣', document: true, may_end: true } as const
  const filled = {
    status: '暂扣',
    starts: '2026-11-23T09:30',
    lastDay: '2026-12-31',
    reason: ' 接受调查 ',
    document: '运司〔2026〕1号',
  }

  test('a filled suspension goes out with its last day counted whole', () => {
    expect(wantsOf(filled, suspension)).toEqual({})
    expect(proposalOf(filled, suspension)).toEqual({
      status: 'suspended',
      starts_at: '2026-11-23T09:30:00+08:00',
      ends_at: '2027-01-01T00:00:00+08:00',
      reason: '接受调查',
      document: '运司〔2026〕1号',
    })
  })

  test('what is missing is told by field', () => {
    const bare = { status: '', starts: '', lastDay: '', reason: ' ', document: '' }
    expect(Object.keys(wantsOf(bare, undefined))).toEqual(['status'])
    expect(Object.keys(wantsOf(bare, suspension))).toEqual(['starts', 'reason', 'document'])
    expect(wantsOf({ ...filled, lastDay: '2026-11-22' }, suspension).lastDay).toContain('早于')
  })

  test('an end is sent only where a step may end', () => {
    const loss = { status: 'lost', act: '挂失', document: false, may_end: false } as const
    expect(proposalOf(filled, loss).ends_at).toBeNull()
  })

  test.each([
    ['暂扣', true],
    ['注销', true],
    ['发证', false],
    ['解除挂失', false],
  ])('%s takes the power to inspect away: %s', (act, grave) => {
    expect(isGrave(act)).toBe(grave)
    expect(consequenceOf(act)).toMatch(/^批准后/)
  })

  test('a later record outranks what it covers from the first moment, and no other', () => {
    const record = (recorded_at: string, starts_at: string, ends_at: string | null = null) =>
      ({ recorded_at, starts_at, ends_at }) as never
    const first = record('2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')
    const suspended = record('2026-02-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z')
    const corrected = record('2026-04-01T00:00:00Z', '2026-01-15T00:00:00Z')
    const all = [first, suspended, corrected]
    expect(all.map((one) => outranked(one, all))).toEqual([false, true, false])
  })
})

describe('a new certificate', () => {
  const issuer = {
    name: '山西省人民政府',
    kind: 'province',
    number_pattern: '\\d{11}',
    number_rule: '11 位数字',
    valid_from: null,
    valid_to: null,
    certificates: 0,
  } as const
  const filled = {
    ...emptyDraft(),
    officer_name: '王二',
    agency_id: 'a',
    kind: 'province',
    issuer: issuer.name,
    number: '14080 100001',
    category: '市场监管',
    area: '盐湖区',
    valid_from: '2026-01-01',
    valid_to: '2030-12-31',
    reason: '新录用',
  } as const

  test('nothing is wanted of one that is filled, and everything of an empty one', () => {
    expect(entryWants({ ...filled, matters: [] }, [issuer])).toEqual({})
    expect(Object.keys(entryWants(emptyDraft(), [issuer]))).toHaveLength(10)
  })

  test('the number is checked by its issuer’s rule, full-width digits made narrow, zeros kept', () => {
    expect(normalNumber(' 01408 0001 ')).toBe('014080001')
    expect(entryWants({ ...filled, matters: [], number: '123' }, [issuer]).number).toContain('11 位数字')
  })

  test('dates the wrong way round are told', () => {
    expect(entryWants({ ...filled, matters: [], valid_to: '2025-01-01' }, [issuer]).valid_to).toContain(
      '早于',
    )
  })
})

describe('what a file would do, in words', () => {
  const report = {
    rows: 3,
    creates: 1,
    updates: 1,
    unchanged: 1,
    errors: [],
    error_count: 0,
    changes: [],
    applied: false,
  }
  const wrong = { row: 7, column: '证号', code: 'number_invalid', detail: '证号不符合"格式"' }

  test('only a file without errors that changes something can be sent', () => {
    expect(verdictOf(report)).toMatchObject({ tone: 'ok', sendable: true })
    expect(verdictOf({ ...report, errors: [wrong], error_count: 1 })).toMatchObject({
      tone: 'bad',
      sendable: false,
    })
    expect(verdictOf({ ...report, creates: 0, updates: 0, unchanged: 3 }).sendable).toBe(false)
    expect(verdictOf({ ...report, rows: 0, creates: 0, updates: 0 }).words).toContain('没有数据行')
    expect(verdictOf({ ...report, applied: true }).sendable).toBe(false)
  })

  test('an error names its row and column as the spreadsheet shows them', () => {
    expect(cellOf(wrong)).toBe('第 7 行“证号”')
    expect(cellOf({ ...wrong, column: '' })).toBe('第 7 行')
  })

  test('the list of errors is a file in which nothing runs as a formula', () => {
    const csv = errorsAsCsv([wrong, { ...wrong, detail: '=1+1' }])
    expect(csv).toBe('\uFEFF"行","列","问题"\r\n"7","证号","证号不符合""格式"""\r\n"7","证号","\'=1+1"\r\n')
  })

  test('a file that cannot be read is refused before it is sent', () => {
    expect(refusalOf({ name: '名单.XLSX', size: 10 })).toBe('')
    expect(refusalOf({ name: '名单.xls', size: 10 })).toContain('.xlsx')
    expect(refusalOf({ name: '名单.csv', size: 0 })).toContain('空')
    expect(refusalOf({ name: '名单.csv', size: 21 * 1024 * 1024 })).toContain('20 MB')
  })
})

test('a proposal says what it would do and to whom', () => {
  const change = {
    kind: 'status',
    officer_name: '王二',
    status: { act: '暂扣', starts_at: '2026-11-23T01:00:00Z' },
  }
  expect(titleOf(change as never)).toBe('暂扣:王二')
  expect(factsOf(change as never)).toEqual([['生效', '2026-11-23 09:00 起']])
  expect(titleOf({ kind: 'import', officer_name: null } as never)).toBe('批量导入')
})

test('years and days to choose from', () => {
  expect(yearsToChoose(2026, '2020')).toEqual([2026, 2025, 2024, 2023, 2022, 2020])
  expect([daysOf('30'), daysOf('8'), daysOf('')]).toEqual(['30', '7', '7'])
})
