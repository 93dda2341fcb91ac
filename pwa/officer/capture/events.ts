import type { EntryRow } from '../db/rows.ts'

type Listener = (entry: EntryRow) => void
const listeners = new Set<Listener>()

/** Told after an entry is safely stored; the outbox starts from here. */
export function onAppended(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function announceAppended(entry: EntryRow): void {
  for (const listener of listeners) listener(entry)
}
