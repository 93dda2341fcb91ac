import { type ComputedRef, computed, type Ref, ref } from 'vue'
import { useRoute } from 'vue-router'
import { db } from '../../db/database.ts'
import type { VisitRow } from '../../db/rows.ts'
import { useLive } from '../../shell/live.ts'

/** Which open visit the certificate is shown for. */
export interface ChosenVisits {
  open: Ref<VisitRow[]>
  /** Its id; `null` where there is none or the officer names none. */
  chosen: ComputedRef<string | null>
  choose: (id: string | null) => void
  /** The visit that this screen was opened from. */
  from: ComputedRef<string | null>
}

/** The one it was opened from, else the latest open one, until the officer chooses. */
export function useChosenVisit(): ChosenVisits {
  const route = useRoute()
  const open = useLive<VisitRow[]>(
    async () => (await db().visits.where('state').equals('open').sortBy('last_at')).reverse(),
    [],
  )
  const picked = ref<string | null | undefined>(undefined)
  const isOpen = (id: unknown): id is string => open.value.some((visit) => visit.id === id)
  const from = computed(() => {
    const asked = route.query['visit']
    return isOpen(asked) ? asked : null
  })
  const chosen = computed(() => {
    if (picked.value === null || isOpen(picked.value)) return picked.value
    return from.value ?? open.value[0]?.id ?? null
  })
  return {
    open,
    chosen,
    from,
    choose: (id) => {
      picked.value = id
    },
  }
}
