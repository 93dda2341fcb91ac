import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { type ReturnReason, reviews } from '../../api/reviews'

/**
 * The usual reasons for a return, asked for once and before they are needed: a list that comes while a dialog is
 * open moves what a hand or a key was about to touch. Free words are always possible, so none is no failure.
 */
export const useReasons = defineStore('reasons', () => {
  const offered = shallowRef<ReturnReason[]>([])
  let asked = false

  async function need(): Promise<void> {
    if (asked) return
    asked = true
    try {
      offered.value = await reviews.reasons()
    } catch {
      asked = false
    }
  }

  return { offered, need }
})
