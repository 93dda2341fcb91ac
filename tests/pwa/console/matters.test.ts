import { changeFiltersOf, changeQueryOf, filtersOf, queryOf } from '@console/features/matters/filters.ts'
import { changeOf, emptyForm, formOf, newItem, wantsOf } from '@console/features/matters/form/draft.ts'
import { isWhole, whatOf } from '@console/features/matters/step.ts'
import { describe, expect, test } from 'vitest'

const matter = {
  id: '0193a5b0-0000-7000-8000-000000000001',
  code: 'SP-CY-001',
  name: '餐饮服务单位食品安全检查',
  kind: '检查',
  field: '市场监管',
  basis: '食品安全法 第110条',
  basis_confidence: 'high',
  valid_from: '2025-06-30',
  valid_to: null,
  delegated: false,
  demo: true,
  trades: ['餐饮服务', '集体用餐'],
  annual_cap: 2,
  checklist: {
    id: '0193a5b0-0000-7000-8000-000000000002',
    version: 1,
    items: [
      { id: 'SP-CY-001-01', position: 1, text: '是否持证', requirement: '持证', basis: '第35条', merge_key: null },
    ],
  },
}

describe('the catalogue in the address', () => {
  test('filters survive the way there and back, and what is not known is left out', () => {
    const filters = { q: '餐饮', field: '市场监管', standing: 'ended' } as const
    expect(filtersOf(queryOf(filters))).toEqual(filters)
    expect(filtersOf({ standing: 'constructor' }).standing).toBe('in_force')
    expect(changeFiltersOf(changeQueryOf({ status: 'rejected' }))).toEqual({ status: 'rejected' })
  })
})

describe('a matter that is changed', () => {
  test('begins as it stands and is sent as it was typed', () => {
    const form = { ...formOf(matter, '2026-11-23'), reason: ' 修订 ', trades: '餐饮服务,食堂 ', annual_cap: '' }
    expect(wantsOf(form, false)).toEqual({})
    const { what, reason } = changeOf(form, matter.id)
    expect(reason).toBe('修订')
    expect(what).toMatchObject({ kind: 'amend', matter_id: matter.id, starts_on: '2026-11-23' })
    expect(what).toHaveProperty('content.trades', ['餐饮服务', '食堂'])
    expect(what).toHaveProperty('content.annual_cap', null)
    expect(what).toHaveProperty('content.items', [
      { text: '是否持证', requirement: '持证', basis: '第35条', merge_key: null },
    ])
  })

  test('says what is missing, field by field', () => {
    const wants = wantsOf({ ...emptyForm('2026-11-23'), code: 'sp', annual_cap: '0' }, true)
    expect(Object.keys(wants).sort()).toEqual(
      ['agency_id', 'annual_cap', 'basis', 'code', 'field', 'items', 'name', 'reason'].sort(),
    )
    expect(wants.items).toContain('第 1 条')
  })

  test('asks nothing twice, and only inspections need a checklist', () => {
    const item = { text: '是否持证', requirement: '持证', basis: '第35条' }
    const form = { ...formOf(matter, '2026-11-23'), reason: '修订', items: [newItem(item), newItem(item)] }
    expect(wantsOf(form, false).items).toContain('第 2 条')
    expect(wantsOf({ ...form, items: [] }, false).items).toBeDefined()
    expect(wantsOf({ ...form, items: [], kind: '处罚' }, false)).toEqual({})
  })
})

describe('a step of a matter', () => {
  const holder = {
    agency_id: 'town',
    agency_name: '中城街道',
    delegated: true,
    document: '',
    valid_from: '2026-01-01',
    valid_to: null,
  }

  test('is sent when its days are said', () => {
    const draft = { agency_id: '', starts_on: '2026-11-23', ends_on: '' }
    expect(isWhole({ kind: 'delegate' }, draft)).toBe(false)
    expect(isWhole({ kind: 'withdraw' }, draft)).toBe(false)
    const whole = { ...draft, agency_id: 'town' }
    expect(isWhole({ kind: 'delegate' }, whole)).toBe(true)
    expect(whatOf({ kind: 'delegate' }, 'm', whole)).toEqual({
      kind: 'delegate',
      matter_id: 'm',
      agency_id: 'town',
      starts_on: '2026-11-23',
      ends_on: null,
    })
    expect(whatOf({ kind: 'take_back', holder }, 'm', { ...draft, ends_on: '2026-12-01' })).toEqual({
      kind: 'take_back',
      matter_id: 'm',
      agency_id: 'town',
      ends_on: '2026-12-01',
    })
  })
})
