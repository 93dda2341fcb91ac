import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { BenchmarkRow } from '../../api/benchmark-types'
import { library } from '../../api/library'

/** Fields and laws to choose from: those of the first rows of the library, and of every row met since. */
export const useChoices = defineStore('benchmark-choices', () => {
  const met = ref({ fields: new Set<string>(), laws: new Set<string>() })
  let asked = false

  function meet(rows: readonly BenchmarkRow[]): void {
    for (const row of rows) {
      met.value.fields.add(row.field)
      for (const { law } of row.penalising) met.value.laws.add(law)
    }
  }

  async function ask(): Promise<void> {
    if (asked) return
    asked = true
    try {
      meet((await library.benchmarks({ limit: '100' })).items)
    } catch {
      asked = false
    }
  }

  const sorted = (words: Set<string>) => [...words].sort((a, b) => a.localeCompare(b, 'zh-CN'))
  const fields = computed(() => sorted(met.value.fields))
  const laws = computed(() => sorted(met.value.laws))
  return { fields, laws, ask, meet }
})
