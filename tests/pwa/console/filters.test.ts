import { filtersOf, narrowings, noFilters, queryOf } from '@console/features/inspections/filters.ts'
import { describe, expect, test } from 'vitest'

const agency = '0193a5b0-0000-7000-8000-000000000001'

describe('filters in the address', () => {
  test('an address without a query narrows nothing', () => {
    expect(filtersOf({})).toEqual(noFilters)
    expect(queryOf(noFilters)).toEqual({})
  })

  test('filters survive the way to the address and back', () => {
    const filters = {
      state: 'closed',
      agency,
      officer: '',
      from: '2026-11-01',
      to: '2026-11-23',
      q: '老王',
      sort: '',
  given: '',
    } as const
    expect(filtersOf(queryOf(filters))).toEqual(filters)
  })

  test('what an address says wrongly is left out, the rest is kept', () => {
    const query = { state: 'burnt', agency: 'x', from: '1.11.2026', q: ' 饭店 ', to: '2026-11-23' }
    expect(filtersOf(query)).toEqual({ ...noFilters, to: '2026-11-23', q: '饭店' })
  })

  test('a word said twice counts once', () => {
    expect(filtersOf({ state: ['accepted', 'closed'] }).state).toBe('accepted')
  })

  test('an empty name of a state is no state, and neither is one of an object', () => {
    expect(filtersOf({ state: 'toString' }).state).toBe('')
  })

  test('the cursor of a page goes along', () => {
    expect(queryOf({ ...noFilters, q: '面' }, 'abc')).toEqual({ q: '面', cursor: 'abc' })
  })

  test('the state is not counted among the narrowings', () => {
    expect(narrowings({ ...noFilters, state: 'closed' })).toBe(0)
    expect(narrowings({ ...noFilters, agency, q: '面' })).toBe(2)
  })
})
