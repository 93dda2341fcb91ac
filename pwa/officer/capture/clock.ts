import { v4 as uuid4 } from 'uuid'

/** Names this run of the application: `mono` values compare only within one boot. */
const boot = uuid4()

/** The monotonic clock. It does not jump when somebody sets the phone's clock. */
export function mono(): { ms: number; boot: string } {
  return { ms: Math.round(performance.now()), boot }
}

/** A time of the phone as RFC 3339 with the phone's own offset and milliseconds. */
export function stamp(time: Date = new Date()): string {
  const offset = -time.getTimezoneOffset()
  const local = new Date(time.getTime() + offset * 60_000).toISOString().slice(0, -1)
  const sign = offset < 0 ? '-' : '+'
  const minutes = Math.abs(offset)
  return `${local}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/**
 * How far the phone's clock is behind the server's, in milliseconds.
 *
 * `at` of an entry always stays the phone's own time; the skew is only told to the officer.
 */
export function skewOf(serverTime: string, now: number = Date.now()): number {
  return Date.parse(serverTime) - now
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
