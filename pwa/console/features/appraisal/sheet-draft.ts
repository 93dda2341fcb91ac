import { ApiProblem, NoAnswer } from '@shared/api/client'
import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import { appraisal, type Mark, type Sheet } from '../../api/appraisal'

/** How one item stands. `met`: nothing was found; an arbiter's `met` needs words as well. */
export interface ItemMark {
  faults: number
  words: string
  entries: string[]
}

type Marks = Record<string, ItemMark>
interface Kept {
  marks: Marks
  words: string
}

const key = (id: string) => `zhifa-sheet-${id}`
/** Typing settles for so long before it is sent. */
const PAUSE_MS = 1200
const RETRY_MS = 10_000

function kept(id: string): Kept | null {
  try {
    const said = localStorage.getItem(key(id))
    return said === null ? null : (JSON.parse(said) as Kept)
  } catch {
    return null
  }
}

export function marksOf(marks: readonly Mark[]): Marks {
  return Object.fromEntries(
    marks.map(({ item, faults, words, entries }) => [item, { faults, words, entries: entries ?? [] }]),
  )
}

/** What can be sent as it stands: a mark without words is not finished yet and stays here. */
export function wireOf(marks: Marks): Mark[] {
  return Object.entries(marks)
    .filter(([, mark]) => mark.words.trim() !== '')
    .map(([item, mark]) => ({ item, ...mark, words: mark.words.trim() }))
}

/**
 * A sheet as it is filled in: kept in this browser at each change, and on the server when typing rests. What could
 * not be sent is sent when there is a line again, also after the page was closed.
 */
export function useSheetDraft(id: string) {
  const sheet = shallowRef<Sheet | null>(null)
  const marks = ref<Marks>({})
  const words = ref('')
  const error = ref<unknown>(null)
  const state = ref<'saved' | 'typing' | 'saving' | 'offline' | 'refused'>('saved')
  const refusal = ref<unknown>(null)
  let timer = 0
  let ready = false

  const submitted = computed(() => sheet.value?.row.submitted_at != null)

  function take(read: Sheet): void {
    ready = false
    sheet.value = read
    const local = read.row.submitted_at ? null : kept(id)
    marks.value = local?.marks ?? marksOf(read.marks)
    words.value = local?.words ?? read.words
    if (read.row.submitted_at) localStorage.removeItem(key(id))
    queueMicrotask(() => {
      ready = true
      if (local) changed()
    })
  }

  async function load(): Promise<void> {
    try {
      take(await appraisal.sheet(id))
      error.value = null
    } catch (problem) {
      error.value = problem
    }
  }

  function changed(): void {
    localStorage.setItem(key(id), JSON.stringify({ marks: marks.value, words: words.value }))
    state.value = 'typing'
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void save(), PAUSE_MS)
  }

  async function save(): Promise<void> {
    if (submitted.value) return
    window.clearTimeout(timer)
    state.value = 'saving'
    const sent = JSON.stringify({ marks: marks.value, words: words.value })
    try {
      const draft = { marks: wireOf(marks.value), words: words.value, submit: false }
      sheet.value = await appraisal.write(id, draft)
      refusal.value = null
      const whole = wireOf(marks.value).length === Object.keys(marks.value).length
      if (whole && sent === localStorage.getItem(key(id))) localStorage.removeItem(key(id))
      if (state.value === 'saving') state.value = 'saved'
    } catch (problem) {
      if (problem instanceof NoAnswer) {
        state.value = 'offline'
        timer = window.setTimeout(() => void save(), RETRY_MS)
      } else {
        state.value = 'refused'
        refusal.value = problem
        if (problem instanceof ApiProblem && problem.status === 409) await load()
      }
    }
  }

  /** Hands it in, for good. Throws what the server says against it. */
  async function submit(): Promise<void> {
    window.clearTimeout(timer)
    take(await appraisal.write(id, { marks: wireOf(marks.value), words: words.value, submit: true }))
    state.value = 'saved'
  }

  const onOnline = () => state.value === 'offline' && void save()
  window.addEventListener('online', onOnline)
  watch([marks, words], () => ready && !submitted.value && changed(), { deep: true })
  onBeforeUnmount(() => {
    window.removeEventListener('online', onOnline)
    window.clearTimeout(timer)
    if (state.value === 'typing') void save()
  })

  return { sheet, marks, words, error, state, refusal, submitted, load, save, submit }
}
