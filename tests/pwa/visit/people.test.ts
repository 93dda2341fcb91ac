import { personOf, standingOn } from '@officer/features/visit/people.ts'
import type { CertificateCard } from '@shared/api/wire.ts'
import { expect, test } from 'vitest'

function certificate(changes: Partial<CertificateCard> = {}): CertificateCard {
  return {
    number: '14080201001',
    kind: 'province',
    category: '市场监管',
    area: '盐湖区',
    issuer: '山西省人民政府',
    valid_from: '2024-01-01',
    valid_to: '2026-12-31',
    status: 'valid',
    status_since: null,
    ...changes,
  }
}

const day = new Date('2026-11-23T10:00:00+08:00')
const wordOn = (...certificates: CertificateCard[]) => standingOn({ certificates }, day).state.word

test('a certificate counts on the day of the visit', () => {
  expect(wordOn(certificate())).toBe('有效')
  expect(wordOn(certificate({ valid_to: '2026-11-22' }))).toBe('过期')
  expect(wordOn(certificate({ valid_from: '2026-11-24' }))).toBe('待生效')
})

test('one cancelled later was still good before', () => {
  expect(wordOn(certificate({ status: 'cancelled', status_since: '2026-11-24' }))).toBe('有效')
  expect(wordOn(certificate({ status: 'cancelled', status_since: '2026-11-20' }))).toBe('注销')
})

test('the last day of a certificate is that of Asia/Shanghai, not of UTC', () => {
  const card = { certificates: [certificate({ valid_to: '2026-11-23' })] }
  expect(standingOn(card, new Date('2026-11-23T15:59:00Z')).able).toBe(true)
  expect(standingOn(card, new Date('2026-11-23T16:01:00Z')).able).toBe(false)
})

test('an assisting certificate gives no power to inspect', () => {
  expect(standingOn({ certificates: [certificate({ kind: 'assisting' })] }, day).able).toBe(false)
})

test('an officer without a certificate is named without a number', () => {
  const officer = { id: 'o', name: '王某', agency_id: 'a', agency_name: '局', certificates: [] }
  expect(personOf(officer, day)).toEqual({ officer: 'o', name: '王某', certificate: '' })
})
