import { defineStore } from 'pinia'
import { ref } from 'vue'
import { desk, type Search } from '../../api/desk'

/**
 * The list from which a record was opened, in its order: so that the next one can follow without going back.
 * Further pages are fetched as they are reached.
 */
export const useRound = defineStore('round', () => {
  const ids = ref<string[]>([])
  const queue = ref(false)
  let search: Search = {}
  let next: string | null = null

  function begin(shown: readonly string[], from: Search, following: string | null, isQueue: boolean): void {
    ids.value = [...shown]
    search = from
    next = following
    queue.value = isQueue
  }

  const placeOf = (id: string) => ids.value.indexOf(id)

  /** The record after (or before) one, or nothing where the list ends. */
  async function beside(id: string, by: 1 | -1): Promise<string | null> {
    const place = placeOf(id)
    if (place === -1) return null
    if (by === 1 && place === ids.value.length - 1 && next !== null) {
      const page = await desk.inspections({ ...search, cursor: next })
      ids.value = [...ids.value, ...page.items.map((row) => row.id).filter((one) => placeOf(one) === -1)]
      next = page.next
    }
    return ids.value[place + by] ?? null
  }

  return { ids, queue, begin, placeOf, beside }
})
