/** The longest pause between two attempts while anything waits, in milliseconds. */
export const LONGEST = 60_000

/**
 * How long to wait before attempt `failures + 1`, in milliseconds: 2 s, 4 s, 8 s … at most a minute.
 *
 * A fifth is left to chance, so that a hundred phones do not come back in the same second.
 */
export function backoff(failures: number, chance: number = Math.random()): number {
  const plain = Math.min(LONGEST, 1000 * 2 ** Math.max(1, failures))
  return Math.round(plain * (0.8 + 0.2 * chance))
}
