import type { ChecklistItem, MatterDetail } from '@shared/api/wire'
import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { desk } from '../../api/desk'

/** Matters with their checklists, asked for once each; a matter that cannot be had stays absent. */
export const useMatters = defineStore('matters', () => {
  const known = shallowReactive(new Map<string, MatterDetail>())
  const asked = new Set<string>()

  async function need(ids: readonly string[]): Promise<void> {
    await Promise.all(ids.filter((id) => !asked.has(id)).map(ask))
  }

  async function ask(id: string): Promise<void> {
    asked.add(id)
    try {
      known.set(id, await desk.matter(id))
    } catch {
      // The record is read by item numbers then; the next record that needs it asks again.
      asked.delete(id)
    }
  }

  function item(id: string): ChecklistItem | undefined {
    for (const matter of known.values()) {
      const found = matter.checklist?.items.find((candidate) => candidate.id === id)
      if (found) return found
    }
    return undefined
  }

  /** The item's text, or its number while the text is not to be had. */
  const textOf = (id: string): string => item(id)?.text ?? id

  return { known, need, item, textOf }
})
