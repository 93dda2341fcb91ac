import { newKey } from '@officer/capture/signer.ts'
import type { KeyRow } from '@officer/db/rows.ts'
import { originOf, reasonOf, verdicts } from '@officer/features/certificate/answerwords.ts'
import { freshness, LIFE, secondsLeft } from '@officer/features/certificate/freshness.ts'
import { lookUp, verifyOffline } from '@officer/features/certificate/offline.ts'
import { statusAt, type VerifyingPack } from '@officer/features/certificate/pack.ts'
import { present, readToken, shortIdOf } from '@officer/features/certificate/presentation.ts'
import type { CertificateCard } from '@shared/api/wire.ts'
import { beforeAll, describe, expect, test } from 'vitest'

const NUMBER = '14080201001'
const now = new Date('2026-11-23T10:00:00+08:00')
const seconds = now.getTime() / 1000
const as_of = '2026-11-23T08:30:00.000+08:00'
let key: KeyRow

beforeAll(async () => {
  key = await newKey()
})

const certificate: CertificateCard = {
  number: NUMBER,
  kind: 'province',
  category: '市场监管',
  area: '盐湖区',
  issuer: '山西省人民政府',
  valid_from: '2024-01-01',
  valid_to: '2028-12-31',
  status: 'valid',
  status_since: null,
}

function pack(changes: Partial<CertificateCard> = {}, revoked_at: string | null = null): VerifyingPack {
  const officer = { id: 'a', name: '王建国', agency_id: 'x', agency_name: '盐湖区市场监督管理局' }
  const other = { ...officer, id: 'b', name: '李明' }
  return {
    officers: [
      { ...officer, certificates: [{ ...certificate, ...changes }] },
      { ...other, certificates: [{ ...certificate, number: '14080201002' }] },
    ],
    devices: [{ short_id: shortIdOf(key.thumbprint), public_jwk: key.public_jwk, officer_id: 'a', revoked_at }],
    as_of,
  }
}

async function shown({ number = NUMBER, at = seconds, by = key, kid = shortIdOf(key.thumbprint) } = {}) {
  const token = readToken(await present({ number, at, visit: null }, kid, by.pair.privateKey))
  if (!token) throw new Error('it reads its own codes')
  return token
}

async function answered(held: VerifyingPack | null, how: Parameters<typeof shown>[0] = {}) {
  const { answer, reason } = await verifyOffline(await shown(how), held, now)
  return [answer, reason]
}

describe('with no signal, by the pack', () => {
  test('a fresh code of a colleague in force is valid as of the pack', async () => {
    const answer = await verifyOffline(await shown(), pack(), now)
    expect(answer).toMatchObject({ answer: 'valid', reason: null, as_of, source: 'pack', credential: { name: '王建国' } })
    expect(reasonOf(answer)).toContain('截至 2026-11-23 08:30 真实有效,之后的变动未知')
    expect(originOf(answer)).toBe('按本机资料核验 · 资料截至 2026-11-23 08:30')
  })

  test('what the pack does not hold cannot be verified, and is never called invalid', async () => {
    expect(await answered(null)).toEqual(['unverifiable', 'no_pack'])
    expect(await answered({ ...pack(), devices: [] })).toEqual(['unverifiable', 'unknown'])
    expect(await answered({ ...pack(), officers: [] })).toEqual(['unverifiable', 'unknown'])
    expect(await answered(pack(), { kid: 'AAAAAAAAAAA' })).toEqual(['unverifiable', 'unknown'])
  })

  test('another key under a known short id, or another’s number, is forged', async () => {
    expect(await answered(pack(), { by: await newKey() })).toEqual(['invalid', 'forged'])
    expect(await answered(pack(), { number: '14080201002' })).toEqual(['invalid', 'forged'])
  })

  test('a revoked device signs nothing any more', async () => {
    expect(await answered(pack({}, as_of))).toEqual(['invalid', 'device_revoked'])
  })

  test('two clocks judge the age, so an old or an early code is not called invalid', async () => {
    expect(await answered(pack(), { at: seconds - 91 })).toEqual(['unverifiable', 'stale'])
    expect(await answered(pack(), { at: seconds + 91 })).toEqual(['unverifiable', 'future'])
    expect(await answered(pack(), { at: seconds - 90 })).toEqual(['valid', null])
  })

  test.each([
    [{ status: 'suspended' }, 'suspended'],
    [{ status: 'withdrawn' }, 'withdrawn'],
    [{ valid_to: '2026-11-22' }, 'expired'],
    [{ valid_from: '2026-11-24' }, 'not_yet_valid'],
    [{ kind: 'assisting' }, 'assisting'],
  ] as const)('a certificate with %o says why', async (changes, reason) => {
    const answer = await verifyOffline(await shown({ at: seconds - 600 }), pack(changes), now)
    expect([answer.answer, answer.reason]).toEqual(['invalid', reason])
    expect(reasonOf(answer)).not.toContain('没有说明')
  })
})

test('the intervals of the pack outrank the status of the day on which it was made', () => {
  const intervals = [
    { status: 'valid' as const, starts_at: null, ends_at: '2026-11-23T09:00:00+08:00' },
    { status: 'suspended' as const, starts_at: '2026-11-23T09:00:00+08:00', ends_at: '2026-12-01T00:00:00+08:00' },
    { status: 'valid' as const, starts_at: '2026-12-01T00:00:00+08:00', ends_at: null },
  ]
  const on = (at: string) => statusAt({ ...certificate, intervals }, new Date(at))
  expect(on('2026-11-23T08:59:59+08:00')).toBe('valid')
  expect(on('2026-11-23T09:00:00+08:00')).toBe('suspended')
  expect(on('2026-12-01T00:00:00+08:00')).toBe('valid')
  expect(on('2029-01-01T00:00:00+08:00')).toBe('expired')
})

test('a number is looked up in the agency’s own pack, full-width digits too', () => {
  expect(lookUp('1408020100１ ', pack(), now)).toMatchObject({ answer: 'valid', credential: { name: '王建国' } })
  const absent = lookUp('99', pack(), now)
  expect([absent.answer, absent.reason]).toEqual(['unverifiable', 'not_in_pack'])
  expect(lookUp(NUMBER, null, now).reason).toBe('no_pack')
})

test('the ring empties in thirty seconds', () => {
  expect([0, 12, 29.2, 30, 500].map((age) => secondsLeft(0, age))).toEqual([LIFE, 18, 1, 0, 0])
  expect([freshness(100, 190), freshness(100, 191), freshness(100, 9)]).toEqual(['fresh', 'stale', 'future'])
})

test('the three verdicts are a word, an icon and a colour each', () => {
  const words = Object.values(verdicts)
  expect(words.map(({ word }) => word)).toEqual(['有效', '无效', '无法核验'])
  for (const part of ['tone', 'icon'] as const) expect(new Set(words.map((word) => word[part])).size).toBe(3)
})

test('a server’s answer that a second viewer read before is told, though the certificate is valid', () => {
  const reused = { ...lookUp(NUMBER, pack(), now), source: 'server' as const, reason: 'reused' }
  for (const answer of ['valid', 'unverifiable'] as const)
    expect(reasonOf({ ...reused, answer })).toContain('已被别人核验过')
  expect(reasonOf({ ...reused, answer: 'unverifiable', reason: 'database' })).toContain('现在不能给出答复')
})
