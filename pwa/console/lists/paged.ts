import type { Page } from '@shared/api/wire'
import { ref, shallowRef } from 'vue'
import type { Search } from '../api/desk'

/** A list that grows page by page; `start` begins it anew with another search. */
export function usePaged<T extends { id: string }>(ask: (search: Search) => Promise<Page<T>>) {
  const items = shallowRef<T[] | null>(null)
  const next = ref<string | null>(null)
  const error = ref<unknown>(null)
  const busy = ref(false)
  let search: Search = {}
  let turn = 0

  async function fetchPage(cursor: string, before: readonly T[]): Promise<void> {
    turn += 1
    const mine = turn
    busy.value = true
    try {
      const page = await ask({ ...search, cursor, limit: '50' })
      if (mine !== turn) return
      items.value = [...before, ...page.items]
      next.value = page.next
      error.value = null
    } catch (problem) {
      if (mine === turn) error.value = problem
    } finally {
      if (mine === turn) busy.value = false
    }
  }

  function start(wanted: Search = search): Promise<void> {
    search = wanted
    return fetchPage('', [])
  }

  const more = () => fetchPage(next.value ?? '', items.value ?? [])

  /** Puts a changed item in the place of the old one. */
  function replace(changed: T): void {
    items.value = items.value?.map((item) => (item.id === changed.id ? changed : item)) ?? null
  }

  return { items, next, error, busy, start, more, replace }
}
