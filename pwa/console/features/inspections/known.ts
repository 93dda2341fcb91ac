import type { AgencyRow, InspectionRow, Page } from '@shared/api/wire'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { desk } from '../../api/desk'

/** No more agencies than a person can look through in a list of choices. */
const most = 500

/** Names to choose from in the filters: the agencies in scope, and the officers met in rows so far. */
export const useKnown = defineStore('known', () => {
  const agencies = ref<AgencyRow[]>([])
  const officers = ref(new Map<string, string>())
  let asked = false

  async function askAgencies(): Promise<void> {
    if (asked) return
    asked = true
    try {
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: Page<AgencyRow> = await desk.agencies(cursor)
        agencies.value = [...agencies.value, ...page.items]
        cursor = agencies.value.length < most ? page.next : null
      }
    } catch {
      agencies.value = []
      asked = false
    }
  }

  function meet(rows: readonly InspectionRow[]): void {
    for (const officer of rows.flatMap((row) => row.officers)) officers.value.set(officer.id, officer.name)
  }

  return { agencies, officers, askAgencies, meet }
})
