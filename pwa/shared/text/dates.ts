/** Times are stored in UTC and shown, as the law counts them, in Asia/Shanghai. */
export const zone = 'Asia/Shanghai'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

type Moment = string | number | Date

function pieces(at: Moment): Record<string, string> | null {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return null
  return Object.fromEntries(parts.formatToParts(date).map((part) => [part.type, part.value]))
}

/** `2026-11-23`, or `—` for nothing. A bare date is shown as it stands. */
export function formatDate(at: Moment | null | undefined): string {
  if (!at) return '—'
  if (typeof at === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(at)) return at
  const p = pieces(at)
  return p ? `${p.year}-${p.month}-${p.day}` : '—'
}

/** `15:04`. */
export function formatTime(at: Moment | null | undefined): string {
  const p = at ? pieces(at) : null
  return p ? `${p.hour}:${p.minute}` : '—'
}

/** `2026-11-23 15:04`. */
export function formatDateTime(at: Moment | null | undefined): string {
  const p = at ? pieces(at) : null
  return p ? `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}` : '—'
}

/** `2026-11-23 15:04:05`, where seconds decide. */
export function formatDateTimeSeconds(at: Moment | null | undefined): string {
  const p = at ? pieces(at) : null
  return p ? `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}:${p.second}` : '—'
}

/** A length of time in its largest fitting unit: `45秒`, `12分钟`, `3小时`, `2天`. */
export function formatDuration(ms: number): string {
  const length = Math.abs(ms)
  if (length < minute) return `${Math.round(length / 1000)}秒`
  if (length < hour) return `${Math.floor(length / minute)}分钟`
  if (length < day) return `${Math.floor(length / hour)}小时`
  return `${Math.floor(length / day)}天`
}

/** How long ago: `刚刚`, `12分钟前`, `3小时前`, `2天前`. A moment to come is `刚刚`. */
export function formatAge(at: Moment, now: Moment = Date.now()): string {
  const age = new Date(now).getTime() - new Date(at).getTime()
  return age < minute ? '刚刚' : `${formatDuration(age)}前`
}

/** Whether two clocks disagree by more than a minute, so that both must be shown. */
export function clocksDiffer(skewMs: number | null | undefined): boolean {
  return Math.abs(skewMs ?? 0) > minute
}

/** Which way and how far the device's clock was off: `快 3分钟`, `慢 2小时`. */
export function formatSkew(deviceAheadMs: number): string {
  return `${deviceAheadMs > 0 ? '快' : '慢'} ${formatDuration(deviceAheadMs)}`
}

/** The instant at which a calendar day of Asia/Shanghai begins, as RFC 3339. */
export function dayStart(date: string): string {
  return `${date}T00:00:00+08:00`
}
