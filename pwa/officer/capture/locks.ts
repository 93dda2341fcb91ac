const turns = new Map<string, Promise<unknown>>()

/** Write to a chain alone: no other tab of this browser and no other call of this tab meanwhile. */
export function inChainLock<T>(inspection: string, device: string, work: () => Promise<T>): Promise<T> {
  return alone(`zhifa-chain-${inspection}-${device}`, work)
}

/** Run under a name that only one holds at a time, in all tabs. */
export function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = globalThis.navigator?.locks
  if (locks) return locks.request(name, work) as Promise<T>
  const turn = (turns.get(name) ?? Promise.resolve()).then(work, work)
  const quiet = turn.catch(() => undefined)
  turns.set(name, quiet)
  return turn
}

/** Run only where nobody holds the name; `null` where somebody does. */
export async function ifFree<T>(name: string, work: () => Promise<T>): Promise<T | null> {
  const locks = globalThis.navigator?.locks
  if (locks) {
    return locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : null)) as Promise<T | null>
  }
  if (turns.has(name)) return null
  const turn = work()
  turns.set(
    name,
    turn.catch(() => undefined),
  )
  return turn.finally(() => turns.delete(name))
}
