import { dayStart, formatDate } from '@shared/text/dates.ts'

/** From this many days before its end a certificate is shown in amber. */
const NEAR = 30

/** Days from today (Asia/Shanghai) to the last day of validity, that day included as 0; `null` without one. */
export function daysLeft(validTo: string | null | undefined, now: number): number | null {
  if (!validTo) return null
  const today = Date.parse(dayStart(formatDate(now)))
  return Math.round((Date.parse(dayStart(validTo)) - today) / 86_400_000)
}

export function isNear(left: number | null): boolean {
  return left !== null && left >= 0 && left <= NEAR
}
