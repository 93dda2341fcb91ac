import { clocksDiffer } from '@shared/text/dates'

/** What the device's clock said, and what the server's said at that moment. */
export interface Clocks {
  device: string
  server: string | null
}

/**
 * Both clocks for one entry, the server's only where they differ by more than a minute.
 * `skewMs` is the device's clock less the server's.
 */
export function clocksOf(at: string, skewMs: number | null): Clocks {
  if (skewMs === null || !clocksDiffer(skewMs)) return { device: at, server: null }
  return { device: at, server: new Date(new Date(at).getTime() - skewMs).toISOString() }
}

/**
 * The time that a camera wrote into its picture, as an instant. EXIF knows no zone: the camera is taken
 * to be set to Asia/Shanghai. Null where it cannot be read.
 */
export function exifMoment(written: string | null | undefined): string | null {
  const parts = /^(\d{4})[:-](\d{2})[:-](\d{2})[ T](\d{2}:\d{2}:\d{2})/.exec(written ?? '')
  if (!parts) return null
  const [whole, year, month, day, time] = parts
  const zone = /(Z|[+-]\d{2}:\d{2})$/.exec((written ?? '').slice(whole.length))?.[1] ?? '+08:00'
  return `${year}-${month}-${day}T${time}${zone}`
}
