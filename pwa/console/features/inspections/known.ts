import { defineStore } from 'pinia'
import { ref } from 'vue'
import { desk } from '../../api/desk'
import type { AgencyRow, InspectionRow } from '../../api/types'

/** Names to choose from in the filters: the agencies in scope, and the officers met in rows so far. */
export const useKnown = defineStore('known', () => {
  const agencies = ref<AgencyRow[]>([])
  const officers = ref(new Map<string, string>())
  let asked = false

  async function askAgencies(): Promise<void> {
    if (asked) return
    asked = true
    try {
      const answer = await desk.agencies()
      agencies.value = Array.isArray(answer) ? answer : answer.items
    } catch {
      asked = false
    }
  }

  function meet(rows: readonly InspectionRow[]): void {
    for (const officer of rows.flatMap((row) => row.officers)) officers.value.set(officer.id, officer.name)
  }

  return { agencies, officers, askAgencies, meet }
})
