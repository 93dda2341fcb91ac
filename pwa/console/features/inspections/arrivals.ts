interface Identified {
  id: string
}

/**
 * How many rows of a fresh first page stand before everything that is shown.
 * A row that is on the screen already is not new, wherever it now stands.
 */
export function arrivals(shown: readonly Identified[], fresh: readonly Identified[]): number {
  const known = new Set(shown.map((row) => row.id))
  if (known.size === 0) return fresh.length
  const firstKnown = fresh.findIndex((row) => known.has(row.id))
  return firstKnown === -1 ? fresh.length : firstKnown
}
