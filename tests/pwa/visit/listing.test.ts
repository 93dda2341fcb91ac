import type { RemoteRow, VisitRow } from '@officer/db/rows.ts'
import { listVisits } from '@officer/features/records/listing.ts'
import type { InspectionRow } from '@shared/api/wire.ts'
import { expect, test } from 'vitest'

function local(id: string, changes: Partial<VisitRow> = {}): VisitRow {
  return {
    id,
    state: 'open',
    subject_name: `店 ${id}`,
    matters: ['餐饮'],
    opened_at: '2026-11-23T01:00:00Z',
    closed_at: null,
    step: '',
    last_at: '2026-11-23T01:00:00Z',
    ...changes,
  }
}

function remote(id: string, changes: Partial<InspectionRow> = {}): RemoteRow {
  const row = {
    id,
    state: 'closed',
    subject_name: `店 ${id}`,
    matters: ['餐饮'],
    opened_at: '2026-11-23T01:00:00Z',
    closed_at: '2026-11-23T02:00:00Z',
    ...changes,
  } as InspectionRow
  return { id, state: row.state, row, seen_at: '2026-11-23T03:00:00Z' }
}

const states = (...args: Parameters<typeof listVisits>) => listVisits(...args).map((visit) => visit.state)
const none = new Map<string, number>()

test('a visit closed here is closed although the server has not heard of it', () => {
  const closed = local('1', { state: 'closed', closed_at: '2026-11-23T02:00:00Z' })
  expect(states([closed], [remote('1', { state: 'open', closed_at: null })], none)).toEqual(['closed'])
})

test('what became of a visit in review is the word of the server', () => {
  const closed = local('1', { state: 'closed' })
  expect(states([closed], [remote('1', { state: 'returned' })], none)).toEqual(['returned'])
})

test('a visit that a colleague closed is closed here too', () => {
  expect(states([local('1')], [remote('1')], none)).toEqual(['closed'])
})

test('the newest stands first, and each visit once', () => {
  const visits = listVisits(
    [local('1'), local('2', { opened_at: '2026-11-23T05:00:00Z' })],
    [remote('1'), remote('3', { closed_at: '2026-11-23T04:00:00Z' })],
    new Map([['2', 3]]),
  )
  expect(visits.map((visit) => [visit.id, visit.waiting])).toEqual([
    ['2', 3],
    ['3', 0],
    ['1', 0],
  ])
})
