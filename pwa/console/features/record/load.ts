import type { Inspection, ServerEntry } from '@shared/api/wire'
import { ref, shallowRef } from 'vue'
import { desk } from '../../api/desk'

/** A record and its timeline, which comes in pages of fifty entries. */
export function useRecord(id: string) {
  const inspection = shallowRef<Inspection | null>(null)
  const entries = shallowRef<ServerEntry[]>([])
  const nextEntries = ref<string | null>('')
  const error = ref<unknown>(null)
  const entriesError = ref<unknown>(null)
  const busy = ref(false)

  async function load(): Promise<void> {
    try {
      inspection.value = await desk.inspection(id)
      error.value = null
    } catch (problem) {
      error.value = problem
    }
  }

  async function more(): Promise<void> {
    if (nextEntries.value === null || busy.value) return
    busy.value = true
    try {
      const page = await desk.entries(id, nextEntries.value)
      entries.value = [...entries.value, ...page.items]
      nextEntries.value = page.next
      entriesError.value = null
    } catch (problem) {
      entriesError.value = problem
    } finally {
      busy.value = false
    }
  }

  /** Reads everything again, as many pages of the timeline as were open. */
  async function reload(): Promise<void> {
    const wanted = entries.value.length
    await load()
    entries.value = []
    nextEntries.value = ''
    do await more()
    while (entries.value.length < wanted && nextEntries.value !== null && !entriesError.value)
  }

  return { inspection, entries, nextEntries, error, entriesError, busy, load, more, reload }
}
