import { filtersOf, periodAsked, queryOf, searchOf } from '@console/features/overview/filters'
import {
  asKind,
  choicesOf,
  codeOf,
  later,
  nameOf,
  parsePeriod,
  periodOf,
} from '@console/features/overview/periods'
import { alertsOf, changeWords, hoursWords, recordsOf, shareWords } from '@console/features/overview/words'
import { describe, expect, it } from 'vitest'

const period = (code: string) => parsePeriod(code) as NonNullable<ReturnType<typeof parsePeriod>>

describe('periods', () => {
  it('are named as the server names them', () => {
    for (const code of ['2026-11', '2026-01', '2026-Q4', '2026']) expect(codeOf(period(code))).toBe(code)
    for (const code of ['', '2026-13', '2026-Q5', '26', '2026-1']) expect(parsePeriod(code)).toBeNull()
    expect(nameOf(period('2026-Q3'))).toBe('2026年第三季度')
  })

  it('follow one another over the turn of the year', () => {
    expect(codeOf(later(period('2026-01'), -1))).toBe('2025-12')
    expect(codeOf(later(period('2026-Q4'), 1))).toBe('2027-Q1')
    expect(codeOf(later(period('2026'), -2))).toBe('2024')
  })

  it('turn into another kind where they end, never later than today', () => {
    expect(codeOf(asKind(period('2025'), 'month', '2026-11-27'))).toBe('2025-12')
    expect(codeOf(asKind(period('2026'), 'month', '2026-11-27'))).toBe('2026-11')
    expect(codeOf(asKind(period('2026-02'), 'quarter', '2026-11-27'))).toBe('2026-Q1')
    expect(codeOf(periodOf('quarter', '2026-11-27'))).toBe('2026-Q4')
  })

  it('to choose from always hold the chosen one, once', () => {
    const codes = choicesOf(period('2019-05'), '2026-11-27').map(codeOf)
    expect(codes[0]).toBe('2019-05')
    expect(codes[1]).toBe('2026-11')
    expect(
      choicesOf(period('2026-11'), '2026-11-27')
        .map(codeOf)
        .filter((one) => one === '2026-11'),
    ).toHaveLength(1)
  })
})

describe('filters', () => {
  it('come from the address and go back to it', () => {
    const query = { period: '2026-Q4', division: '140830', field: '交通运输' }
    expect(queryOf(filtersOf(query))).toEqual(query)
  })

  it('leave out what is written wrongly', () => {
    const wrong = filtersOf({ period: '2026-19', division: 'x', agency: '1', field: ' ' })
    expect(queryOf(wrong)).toEqual({})
    expect(periodAsked(wrong).kind).toBe('month')
    expect(searchOf(wrong)['period']).toMatch(/^20\d\d-\d\d$/)
  })
})

describe('words', () => {
  it('say hours, then days', () => {
    expect([null, 1, 48, 54, 264].map(hoursWords)).toEqual(['—', '1 小时', '48 小时', '2.3 天', '11 天'])
  })

  it('say more and less without judging', () => {
    expect(changeWords(12, 10)).toBe('多 2(20%)')
    expect(changeWords(8, 10)).toBe('少 2(20%)')
    expect(changeWords(3, 0)).toBe('多 3')
    expect([changeWords(3, 3), changeWords(3, null), shareWords(0, 0)]).toEqual(['持平', '—', '—'])
  })

  it('lead to the list only where it shows exactly what was counted', () => {
    const days = { first_day: '2026-11-01', last_day: '2026-11-30' }
    const none = filtersOf({})
    expect(recordsOf(none, days, 'closed')).toEqual({
      name: 'records',
      query: { from: '2026-11-01', to: '2026-11-30', state: 'closed' },
    })
    expect(recordsOf({ ...none, division: '140830' }, days)).toBeUndefined()
    expect(alertsOf({ ...none, field: '消防' }, 'P06-1')).toBeUndefined()
    const agency = '0190b1a0-0000-7000-8000-000000000000'
    expect(alertsOf({ ...none, field: '消防', agency }, 'P06-1')).toEqual({
      name: 'alerts',
      query: { agency, rule: 'P06-1' },
    })
  })
})
