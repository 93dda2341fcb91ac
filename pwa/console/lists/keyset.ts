import type { Page } from '@shared/api/wire'
import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Search } from '../api/desk'

/** How the address becomes a question, and who answers it. */
export interface Listing<T, F extends object> {
  /** The route that the list lives on; under another one it asks nothing. */
  name: string
  filtersOf: (query: ReturnType<typeof useRoute>['query']) => F
  queryOf: (filters: F) => Search
  /** What the server is asked, where that is not what the address says. */
  searchOf?: (filters: F) => Search
  ask: (search: Search) => Promise<Page<T>>
}

/** A list whose filters and page live in the address; the pages before this one in the history entry. */
export function useKeyset<T, F extends object>(listing: Listing<T, F>) {
  const route = useRoute()
  const router = useRouter()
  const rows = shallowRef<T[] | null>(null)
  const next = ref<string | null>(null)
  const error = ref<unknown>(null)
  const busy = ref(false)
  let turn = 0

  const filters = computed<F>(() => listing.filtersOf(route.query))
  const cursor = computed(() => String(route.query['cursor'] ?? ''))
  const trail = computed<string[]>(() => {
    void route.fullPath
    return (window.history.state?.trail as string[] | undefined) ?? []
  })

  async function load(): Promise<void> {
    turn += 1
    const mine = turn
    busy.value = true
    try {
      const search = (listing.searchOf ?? listing.queryOf)(filters.value)
      const page = await listing.ask({ ...search, cursor: cursor.value, limit: '20' })
      if (mine !== turn) return
      rows.value = page.items
      next.value = page.next
      error.value = null
    } catch (problem) {
      if (mine === turn) error.value = problem
    } finally {
      if (mine === turn) busy.value = false
    }
  }

  function narrow(changes: Partial<F>): void {
    void router.push({ query: listing.queryOf({ ...filters.value, ...changes }) })
  }

  function turnTo(to: string, before: string[]): void {
    const query = listing.queryOf(filters.value)
    void router.push({ query: to ? { ...query, cursor: to } : query, state: { trail: before } })
  }

  const forward = () => next.value && turnTo(next.value, [...trail.value, cursor.value])
  const backward = () => turnTo(trail.value.at(-1) ?? '', trail.value.slice(0, -1))

  watch(
    () => (route.name === listing.name ? JSON.stringify([filters.value, cursor.value]) : null),
    (wanted) => wanted && void load(),
    { immediate: true },
  )

  return { rows, next, error, busy, filters, cursor, load, narrow, forward, backward }
}
