import { cautionOf } from '@officer/features/visit/caution.ts'
import { indexSubjects, searchSubjects } from '@officer/features/visit/searching.ts'
import { readVisitCode, typedForm, writeVisitCode } from '@officer/features/visit/visitcode.ts'
import { expect, test } from 'vitest'

const subjects = [
  { id: '1', name: '盐湖区晋香饭店', uscc: '92140802MA0DEMQ002', address: '解放路 5 号' },
  { id: '2', name: '芮城县永乐超市', uscc: null, address: '晋香街 8 号' },
  { id: '3', name: '临猗县果库', uscc: '91140821MA0TERT24P', address: null },
]
const found = (query: string) => searchSubjects(indexSubjects(subjects), query).map((subject) => subject.id)

test('any part of the name, code or address finds a subject, names first', () => {
  expect(found('晋香')).toEqual(['1', '2'])
  expect(found('tert24')).toEqual(['3'])
  expect(found('永乐')).toEqual(['2'])
})

test('several words must all hold, and an empty query finds nothing', () => {
  expect(found('晋香 芮城')).toEqual(['2'])
  expect(found('  ')).toEqual([])
})

test('a recent visit and a reached cap ask for a reason', () => {
  const now = new Date('2026-11-23T08:00:00Z')
  const often = { visits_this_year: 2, last_visit_at: '2026-11-03T08:00:00Z' }
  expect(cautionOf(often, [null, 2, 4], now)).toEqual({
    warnings: ['20 天前刚检查过该对象。', '本年已检查 2 次,已达年度上限 2 次。'],
    cap: 2,
  })
  expect(cautionOf({ visits_this_year: 0, last_visit_at: null }, [2], now).warnings).toEqual([])
  expect(
    cautionOf({ visits_this_year: 9, last_visit_at: '2026-01-03T08:00:00Z' }, [null], now).warnings,
  ).toEqual([])
})

const id = '0192f6a1-7c3e-7abc-8def-0123456789ab'

test('a visit code is read back as it was shown', () => {
  const code = { id, subject: { id: 's', name: '某店', address: '某街' }, matters: ['SP-01'], lead: '张某' }
  expect(readVisitCode(writeVisitCode(code))).toEqual(code)
})

test('the typed form gives the id back, forgiving case and look-alikes', () => {
  expect(readVisitCode(typedForm(id).toLowerCase())?.id).toBe(id)
  expect(readVisitCode(typedForm(id).replaceAll('1', 'I'))?.id).toBe(id)
  expect(readVisitCode('ABCD')).toBeNull()
  expect(readVisitCode('zhifa-visit:{}')).toBeNull()
})
