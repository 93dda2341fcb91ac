import type { InspectionCounts } from '@shared/api/wire'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { desk } from '../../api/desk'
import { useSession } from '../../session/store'

/** How many inspections stand in each state over the account's whole scope, for the navigation. */
export const useCounts = defineStore('counts', () => {
  const total = ref<InspectionCounts | null>(null)

  /** Asks again; a fault leaves the last figures standing. */
  async function look(): Promise<void> {
    const session = useSession()
    if (!session.account || session.asking || !session.may('inspection_read')) return
    try {
      total.value = await desk.counts()
    } catch {
      // The next look comes in half a minute, and the screens tell of faults themselves.
    }
  }

  return { total, look }
})
