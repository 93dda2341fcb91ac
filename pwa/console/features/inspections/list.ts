import type { InspectionCounts, InspectionRow } from '@shared/api/wire'
import { computed, type Ref, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { desk } from '../../api/desk'
import { useWhileVisible } from '../../shell/online'
import { arrivals } from './arrivals'
import { type Filters, filtersOf, queryOf } from './filters'
import { useKnown } from './known'

/**
 * The list that the address names: its page, its counts, and how many rows have come since.
 * What is on the screen changes only when the user asks; the poll merely announces.
 */
export function useInspectionList(queue: Ref<boolean>) {
  const route = useRoute()
  const router = useRouter()
  const known = useKnown()
  const rows = ref<InspectionRow[] | null>(null)
  const next = ref<string | null>(null)
  const counts = ref<InspectionCounts | null>(null)
  const error = ref<unknown>(null)
  const fresh = ref(0)
  const busy = ref(false)
  let turn = 0

  const filters = computed<Filters>(() => {
    const named = filtersOf(route.query)
    return queue.value ? { ...named, state: 'closed' } : named
  })
  const cursor = computed(() => String(route.query['cursor'] ?? ''))
  /** The cursors of the pages before this one, kept with the history entry. */
  const trail = computed<string[]>(() => {
    void route.fullPath
    return (window.history.state?.trail as string[] | undefined) ?? []
  })

  /** What the server is asked: the queue by risk, unless the newest are wanted first. */
  function asked(from = ''): Record<string, string> {
    const { sort, ...named } = filters.value
    const search = queryOf({ ...named, sort: '' }, from)
    return queue.value && sort !== 'newest' ? { ...search, sort: 'risk' } : search
  }

  function countSearch(): Record<string, string> {
    return queryOf({ ...filters.value, state: '', sort: '' })
  }

  async function load(): Promise<void> {
    turn += 1
    const mine = turn
    busy.value = true
    try {
      const search = { ...asked(cursor.value), limit: '20' }
      const [page, figures] = await Promise.all([desk.inspections(search), desk.counts(countSearch())])
      if (mine !== turn) return
      rows.value = page.items
      next.value = page.next
      counts.value = figures
      error.value = null
      fresh.value = 0
      known.meet(page.items)
    } catch (problem) {
      if (mine === turn) error.value = problem
    } finally {
      if (mine === turn) busy.value = false
    }
  }

  /** Asks quietly for the counts, and for the first page only when they have moved. */
  async function look(): Promise<void> {
    if (!rows.value || cursor.value || busy.value) return
    const mine = turn
    try {
      const figures = await desk.counts(countSearch())
      if (mine !== turn || JSON.stringify(figures) === JSON.stringify(counts.value)) return
      const page = await desk.inspections({ ...asked(), limit: '20' })
      if (mine !== turn) return
      counts.value = figures
      fresh.value = arrivals(rows.value ?? [], page.items)
    } catch {
      // A look that fails says nothing; what the user asks for speaks for itself.
    }
  }

  function narrow(changes: Partial<Filters>): void {
    const wanted = { ...filters.value, ...changes }
    if (queue.value) wanted.state = ''
    void router.push({ query: queryOf(wanted) })
  }

  function turnTo(to: string, before: string[]): void {
    const wanted = queue.value ? { ...filters.value, state: '' as const } : filters.value
    void router.push({ query: queryOf(wanted, to), state: { trail: before } })
  }

  const forward = () => next.value && turnTo(next.value, [...trail.value, cursor.value])
  const backward = () => turnTo(trail.value.at(-1) ?? '', trail.value.slice(0, -1))

  watch(
    () => (route.name === 'record' ? null : JSON.stringify([filters.value, cursor.value])),
    (wanted) => wanted && void load(),
    { immediate: true },
  )
  useWhileVisible(30_000, () => void look())

  /** What the page on the screen was asked with, for whoever goes on from it. */
  const search = () => ({ ...asked(), limit: '20' })

  return { search, rows, next, counts, error, fresh, busy, filters, cursor, load, narrow, forward, backward }
}
