import { defineStore } from 'pinia'
import { ref } from 'vue'
import { registry } from '../../../api/registry'

/** How many proposals wait, as far as one page tells: `99+` beyond. */
export const useProposals = defineStore('proposals', () => {
  const words = ref('')

  async function look(): Promise<void> {
    try {
      const page = await registry.changes({ state: 'proposed', limit: '99' })
      words.value = page.items.length === 0 ? '' : `${page.items.length}${page.next ? '+' : ''}`
    } catch {
      words.value = ''
    }
  }

  return { words, look }
})
