import type { Position } from '@shared/record/types.ts'
import { stamp } from './clock.ts'

/** Where the phone is, or why it cannot say. Goes into an entry as it stands. */
export type Whereabouts = { pos: Position } | { pos: null; pos_error: string }

/** A fix no older than this counts as here and now, in milliseconds. */
const FRESH = 30_000
/** The longest that anybody waits for a fix, in milliseconds. */
export const LIMIT = 8_000
/** How long an ordinary entry waits; a photograph must not hang on the sky. */
export const BRIEF = 800

/**
 * Finds the position, and keeps finding it while a visit is open.
 *
 * Capture never fails for want of a position: the entry then says why there is none.
 */
export class Locator {
  private last: Position | null = null
  private error: string | null = null
  private watch: number | null = null

  constructor(
    private readonly geolocation: Geolocation | undefined = globalThis.navigator?.geolocation,
    private readonly now: () => number = Date.now,
  ) {}

  /** Start following, so that the next entry has its position at once. */
  warm(): void {
    if (!this.geolocation || this.watch !== null) return
    this.watch = this.geolocation.watchPosition(
      (fix) => this.found(fix),
      (error) => this.failed(error),
      { enableHighAccuracy: true, maximumAge: FRESH },
    )
  }

  rest(): void {
    if (this.watch !== null) this.geolocation?.clearWatch(this.watch)
    this.watch = null
  }

  /** The position now, waiting at most `patience` ms for it. */
  async here(patience: number = BRIEF): Promise<Whereabouts> {
    if (!this.geolocation) return { pos: null, pos_error: 'unsupported' }
    if (this.isFresh()) return { pos: this.last as Position }
    if (this.error === 'denied') return { pos: null, pos_error: 'denied' }
    return this.ask(Math.min(patience, LIMIT))
  }

  private ask(patience: number): Promise<Whereabouts> {
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve({ pos: null, pos_error: 'timeout' }), patience)
      const done = (answer: Whereabouts) => {
        clearTimeout(late)
        resolve(answer)
      }
      this.geolocation?.getCurrentPosition(
        (fix) => done({ pos: this.found(fix) }),
        (error) => done({ pos: null, pos_error: this.failed(error) }),
        { enableHighAccuracy: true, timeout: LIMIT, maximumAge: FRESH },
      )
    })
  }

  private isFresh(): boolean {
    return this.last !== null && this.now() - Date.parse(this.last.at) <= FRESH
  }

  private found(fix: GeolocationPosition): Position {
    const { latitude, longitude, accuracy } = fix.coords
    this.error = null
    this.last = {
      lat: round(latitude, 7),
      lon: round(longitude, 7),
      acc: round(accuracy, 1),
      at: stamp(new Date(fix.timestamp)),
      crs: 'WGS84',
    }
    return this.last
  }

  private failed(error: GeolocationPositionError): string {
    this.error = error.code === 1 ? 'denied' : error.code === 3 ? 'timeout' : 'unavailable'
    return this.error
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

/** The one that the application uses. */
export const locator = new Locator()
