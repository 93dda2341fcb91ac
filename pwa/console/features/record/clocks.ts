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
