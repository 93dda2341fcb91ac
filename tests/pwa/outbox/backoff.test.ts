import { backoff, LONGEST } from '@officer/outbox/backoff.ts'
import { expect, test } from 'vitest'

test('each failure doubles the pause, up to a minute', () => {
  const pauses = [0, 1, 2, 3, 4, 5, 6, 20].map((failures) => backoff(failures, 1))
  expect(pauses).toEqual([2000, 2000, 4000, 8000, 16000, 32000, LONGEST, LONGEST])
})

test('chance takes away at most a fifth', () => {
  expect(backoff(3, 0)).toBe(6400)
})
