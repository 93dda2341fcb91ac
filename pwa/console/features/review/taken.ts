import type { Review } from '@shared/api/wire'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { type ReviewOutcome, reviews } from '../../api/reviews'
import { useCounts } from '../inspections/counts'

/** Decisions just taken that may still be taken back, newest last. */
export interface Taken {
  words: string
  reviews: readonly string[]
  until: number
  /** How it is taken back, where it is no review: an assignment, a referral. */
  back?: () => Promise<Said>
}

/** What the notice at the foot of the desk says. */
export interface Said {
  tone: 'ok' | 'bad'
  words: string
}

/** The decisions of this tab that can be taken back, and what came of taking one back. */
export const useTaken = defineStore('taken', () => {
  const stack = ref<Taken[]>([])
  const said = ref<Said | null>(null)
  const busy = ref(false)
  /** Counts the decisions taken back, so that lists and records know to read again. */
  const undone = ref(0)

  function note(words: string, written: readonly Review[]): void {
    const undoable = written.filter((review) => review.undo_until)
    const until = Math.min(...undoable.map((review) => Date.parse(review.undo_until ?? '')))
    if (undoable.length > 0)
      stack.value = [...stack.value, { words, reviews: undoable.map((review) => review.id), until }]
    said.value = { tone: 'ok', words }
  }

  /** Says what was done, and how it is taken back for the next ten minutes. */
  function offer(words: string, back: () => Promise<Said>): void {
    stack.value = [...stack.value, { words, reviews: [], until: Date.now() + 600_000, back }]
    said.value = { tone: 'ok', words }
  }

  /** Takes back the last decision, or a named one. */
  async function undo(id?: string): Promise<void> {
    const last: Taken | undefined = id ? { words: '', reviews: [id], until: 0 } : stack.value.at(-1)
    if (!last || busy.value) return
    busy.value = true
    try {
      said.value = last.back ? await last.back() : saidOf(await reviews.undo(last.reviews))
      stack.value = stack.value.filter(
        (one) => one !== last && !one.reviews.some((each) => last.reviews.includes(each)),
      )
      undone.value += 1
      await useCounts().look()
    } catch {
      said.value = { tone: 'bad', words: '没有连上服务器,还没有撤销。请稍后再按一次撤销。' }
    } finally {
      busy.value = false
    }
  }

  function dismiss(): void {
    said.value = null
  }

  /** Forgets what the clock no longer allows. */
  function tidy(now: number): void {
    if (stack.value.some((one) => one.until <= now))
      stack.value = stack.value.filter((one) => one.until > now)
  }

  return { stack, said, busy, undone, note, offer, undo, dismiss, tidy }
})

/** How taking back went, in a sentence. */
export function saidOf(outcomes: readonly ReviewOutcome[]): Said {
  const refused = outcomes.filter((outcome) => outcome.outcome === 'refused')
  const done = outcomes.length - refused.length
  const first = refused[0]
  if (!first)
    return { tone: 'ok', words: done === 1 ? '已撤销,记录回到待审。' : `已撤销 ${done} 份,记录回到待审。` }
  const why = refused.length > 1 ? `有 ${refused.length} 份没有撤销:${first.detail}` : first.detail
  return { tone: 'bad', words: done > 0 ? `已撤销 ${done} 份。${why}` : why }
}
