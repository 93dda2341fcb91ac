import { clocksOf, exifMoment } from '@console/features/record/clocks.ts'
import {
  clocksDiffer,
  formatAge,
  formatDate,
  formatDateTime,
  formatDuration,
  formatSkew,
} from '@shared/text/dates.ts'
import { formatAccuracy, formatBytes, formatPlace, shortHash } from '@shared/text/sizes.ts'
import { describe, expect, test } from 'vitest'

describe('times are those of Asia/Shanghai', () => {
  test('an instant near midnight in UTC is the next day', () => {
    expect(formatDateTime('2026-11-23T16:05:00Z')).toBe('2026-11-24 00:05')
    expect(formatDate('2026-11-23T16:05:00Z')).toBe('2026-11-24')
  })

  test('a bare date stays as it is, nothing is a dash', () => {
    expect(formatDate('2026-03-02')).toBe('2026-03-02')
    expect(formatDateTime(null)).toBe('—')
    expect(formatDateTime('not a time')).toBe('—')
  })

  test('lengths of time in their largest unit', () => {
    expect([45_000, 12 * 60_000, 3 * 3_600_000, 49 * 3_600_000].map(formatDuration)).toEqual([
      '45秒',
      '12分钟',
      '3小时',
      '2天',
    ])
    expect(formatAge('2026-11-23T00:00:00Z', '2026-11-23T00:00:20Z')).toBe('刚刚')
    expect(formatAge('2026-11-23T00:00:00Z', '2026-11-23T00:12:20Z')).toBe('12分钟前')
  })
})

describe('two clocks', () => {
  test('the server’s time is shown only where they differ by more than a minute', () => {
    expect(clocksDiffer(60_000)).toBe(false)
    expect(clocksOf('2026-11-23T06:00:00Z', 60_000).server).toBeNull()
    expect(clocksOf('2026-11-23T06:00:00Z', null).server).toBeNull()
  })

  test('a clock that is ahead is set back by its skew', () => {
    expect(clocksOf('2026-11-23T06:05:00Z', 300_000).server).toBe('2026-11-23T06:00:00.000Z')
    expect(formatSkew(300_000)).toBe('快 5分钟')
    expect(formatSkew(-7_200_000)).toBe('慢 2小时')
  })

  test('a camera’s time has no zone and is taken for Shanghai’s', () => {
    expect(exifMoment('2026:11:23 14:13:05')).toBe('2026-11-23T14:13:05+08:00')
    expect(exifMoment('2026-11-23T14:13:05Z')).toBe('2026-11-23T14:13:05Z')
    expect(exifMoment('0000:00')).toBeNull()
    expect(exifMoment(null)).toBeNull()
  })
})

test('sizes, places and hashes', () => {
  expect([820, 319_488, 3_145_728].map(formatBytes)).toEqual(['820 B', '312 KB', '3.0 MB'])
  expect(formatAccuracy(12.4)).toBe('±12 米')
  expect(formatAccuracy(1500)).toBe('±1.5 公里')
  expect(formatPlace(34.83021, 111.21998)).toBe('北纬 34.83021° 东经 111.21998°')
  expect(shortHash('0123456789abcdef0123')).toBe('01234567…ef0123')
})
