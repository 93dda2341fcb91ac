import { zone } from '@shared/text/dates.ts'

const parts = new Intl.DateTimeFormat('sv-SE', {
  timeZone: zone,
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** A moment as entries write it: RFC 3339 with the offset of Asia/Shanghai. */
export function stampOf(milliseconds: number): string {
  const fraction = String(Math.floor(milliseconds) % 1000).padStart(3, '0')
  return `${parts.format(milliseconds).replace(' ', 'T')}.${fraction}+08:00`
}

/** The day a number of days from now in Asia/Shanghai, `YYYY-MM-DD`. */
export function dayFromNow(days: number, now = Date.now()): string {
  return stampOf(now + days * 86_400_000).slice(0, 10)
}
