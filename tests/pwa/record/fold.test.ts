import { fold } from '@shared/record/fold.ts'
import type { Bodies, ChainedClaims, Claims, Kind } from '@shared/record/types.ts'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const folder = new URL('../../vectors/fold/', import.meta.url)
const vectors = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []

interface Vector {
  name: string
  entries: ChainedClaims[]
  record: unknown
}

describe('the record of each shared vector is the server’s', () => {
  test('there are vectors', () => expect(vectors.length).toBeGreaterThan(0))
  test.each(vectors)('%s', (file) => {
    const read = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Vector | Vector[]
    for (const { name, entries, record } of [read].flat()) {
      expect(fold(entries), name).toEqual(record)
      expect(fold([...entries].reverse()), `${name}, in another order`).toEqual(record)
    }
  })
})

const person = { officer: 'o', name: '王', certificate: '1' }
const opening = { subject: { name: '面馆', address: '路' }, matters: [], source: 'plan' as const, officer: person, agency: 'a' }
let made = 0

function entry<K extends Kind>(device: string, seq: number, minute: number, kind: K, body: Bodies[K]): ChainedClaims {
  made += 1
  const at = `2026-11-23T15:${String(minute).padStart(2, '0')}:00.000+08:00`
  const claims = { jti: `j${made}`, sub: 's', seq, prev: null, kind, at, mono: { ms: 0, boot: 'b' }, pos: null, body }
  return { device, claims: claims as unknown as Claims }
}

test('the latest answer counts and the earlier ones stay in its history', () => {
  const record = fold([
    entry('d', 0, 0, 'opened', opening),
    entry('d', 1, 1, 'answered', { item: 'i', matter: 'm', answer: 'pass', bulk: true }),
    entry('d', 2, 2, 'answered', { item: 'i', matter: 'm', answer: 'fail', note: '过期' }),
  ])
  expect(record.answers['i']).toMatchObject({ answer: 'fail', note: '过期', bulk: false, late: false })
  expect(record.answers['i']?.history).toMatchObject([{ answer: 'pass', note: null }])
})

test('what comes after the close is kept and marked late', () => {
  const record = fold([
    entry('d', 0, 0, 'opened', opening),
    entry('d', 1, 1, 'closed', { result: 'no_problem', missing: [] }),
    entry('d', 2, 2, 'noted', { text: '后来' }),
  ])
  expect(record.notes).toMatchObject([{ text: '后来', late: true }])
  expect(record.state).toBe('closed')
})

test('a clock set back does not turn a chain round', () => {
  const record = fold([
    entry('d', 0, 10, 'opened', opening),
    entry('d', 1, 2, 'noted', { text: '先' }),
    entry('e', 0, 5, 'joined', { officer: person, via: 'device' }),
    entry('d', 2, 11, 'noted', { text: '后' }),
  ])
  expect(record.notes.map(({ text }) => text)).toEqual(['先', '后'])
  expect(record.chains).toEqual({ d: 3, e: 1 })
  expect(record.officers.map(({ role }) => role)).toEqual(['second', 'lead'])
})

test('a kind from a newer build is named as a problem, not an error', () => {
  const record = fold([entry('d', 0, 0, 'opened', opening), entry('d', 1, 1, 'levitated' as Kind, {} as never)])
  expect(record.problems).toEqual(['unknown_kind'])
})

test('nothing folds into nothing: a record needs an entry', () => {
  expect(() => fold([])).toThrow(RangeError)
})
