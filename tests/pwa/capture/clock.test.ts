import { mono, skewOf, stamp } from '@officer/capture/clock.ts'
import { expect, test, vi } from 'vitest'

test('a stamp is RFC 3339 with offset and milliseconds, and the same moment', () => {
  const time = new Date('2026-11-23T07:04:05.123Z')
  expect(stamp(time)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/)
  expect(Date.parse(stamp(time))).toBe(time.getTime())
})

test('offsets east, west and of half an hour are written as they are', () => {
  const time = new Date('2026-11-23T07:04:05.123Z')
  const offset = vi.spyOn(Date.prototype, 'getTimezoneOffset')
  offset.mockReturnValue(-480)
  expect(stamp(time)).toBe('2026-11-23T15:04:05.123+08:00')
  offset.mockReturnValue(210)
  expect(stamp(time)).toBe('2026-11-23T03:34:05.123-03:30')
})

test('the monotonic clock goes on within one boot when the wall clock is set back', () => {
  const before = mono()
  vi.spyOn(Date, 'now').mockReturnValue(0)
  const after = mono()
  expect(after.boot).toBe(before.boot)
  expect(after.ms).toBeGreaterThanOrEqual(before.ms)
})

test('the skew is the server less the phone', () => {
  expect(skewOf('2026-11-23T07:00:10Z', Date.parse('2026-11-23T07:00:00Z'))).toBe(10_000)
})
