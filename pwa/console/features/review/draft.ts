import { type Ref, ref, watch } from 'vue'

/** What a reviewer has written and picked for one record, and not yet sent. */
export interface Draft {
  words: string
  entries: string[]
}

const key = (id: string) => `zhifa-review-${id}`

function remembered(id: string): Draft {
  try {
    const { words, entries } = JSON.parse(sessionStorage.getItem(key(id)) ?? '{}') as Partial<Draft>
    return { words: words ?? '', entries: Array.isArray(entries) ? entries : [] }
  } catch {
    return { words: '', entries: [] }
  }
}

/** The draft for a record, kept in this tab until it is sent. */
export function useDraft(id: string): Ref<Draft> {
  const draft = ref(remembered(id))
  watch(draft, (now) => {
    if (now.words === '' && now.entries.length === 0) sessionStorage.removeItem(key(id))
    else sessionStorage.setItem(key(id), JSON.stringify(now))
  })
  return draft
}
