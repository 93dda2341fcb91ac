/** How old a dynamic code is, by a clock that may itself be wrong. */

/** A code is replaced after this long, in seconds. */
export const LIFE = 30
/** It is still believed until this age, in seconds: time to point a phone and to be read. */
export const FRESH_FOR = 90

export type Freshness = 'fresh' | 'stale' | 'future'

/** `at` and `now` in seconds. `future`: the two clocks disagree by more than a code lives. */
export function freshness(at: number, now: number): Freshness {
  if (now - at > FRESH_FOR) return 'stale'
  return at - now > FRESH_FOR ? 'future' : 'fresh'
}

/** Whole seconds until the code made at `at` is replaced, `LIFE` at most. */
export function secondsLeft(at: number, now: number): number {
  return Math.min(LIFE, Math.max(0, Math.ceil(LIFE - (now - at))))
}
