import type { ChainedClaims } from './types.ts'

interface Placed<T> {
  entry: T
  time: number
}

/**
 * The one order in which the chains of a visit are read.
 *
 * By the latest `at` so far within its chain (so that a clock set back never turns a
 * chain round), then the device, then `seq`. Entries of one chain keep their order.
 */
export function canonical<T extends ChainedClaims>(entries: readonly T[]): T[] {
  const placed = [...chains(entries).values()].flatMap(placedChain)
  return placed.sort(compare).map(({ entry }) => entry)
}

/** The entries by device, each chain in the order of `seq`. */
export function chains<T extends ChainedClaims>(entries: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const entry of entries) {
    const chain = found.get(entry.device)
    if (chain) chain.push(entry)
    else found.set(entry.device, [entry])
  }
  for (const chain of found.values()) chain.sort((a, b) => a.claims.seq - b.claims.seq)
  return found
}

function placedChain<T extends ChainedClaims>(chain: T[]): Placed<T>[] {
  let latest = Number.NEGATIVE_INFINITY
  return chain.map((entry) => {
    latest = Math.max(latest, Date.parse(entry.claims.at))
    return { entry, time: latest }
  })
}

function compare<T extends ChainedClaims>(a: Placed<T>, b: Placed<T>): number {
  if (a.time !== b.time) return a.time - b.time
  if (a.entry.device !== b.entry.device) return a.entry.device < b.entry.device ? -1 : 1
  return a.entry.claims.seq - b.entry.claims.seq
}
