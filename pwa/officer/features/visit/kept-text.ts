import { type Ref, ref, watch } from 'vue'
import { db } from '../../db/database.ts'

/**
 * Words being typed, kept on the phone with every keystroke until they are signed,
 * so that a killed tab gives them back.
 */
export interface KeptText {
  text: Ref<string>
  /** Forget the kept words, after they were signed. */
  drop: () => Promise<void>
}

export function useKeptText(place: string, initial = ''): KeptText {
  const id = `text:${place}`
  const text = ref(initial)
  let touched = false
  const stop = watch(text, (value) => {
    touched = true
    void keep(id, value)
  })
  void restore(id).then((kept) => {
    if (kept !== null && !touched) text.value = kept
  })
  async function drop() {
    stop.pause()
    text.value = ''
    await db().drafts.delete(id)
    stop.resume()
  }
  return { text, drop }
}

async function keep(id: string, value: string): Promise<void> {
  await db().drafts.put({ id, updated_at: new Date().toISOString(), step: '', data: { value } })
}

async function restore(id: string): Promise<string | null> {
  const row = await db().drafts.get(id)
  return (row?.data['value'] as string | undefined) ?? null
}

/** Forget every kept word of a visit; what was said is signed. */
export async function forgetTexts(inspection: string): Promise<void> {
  await db().drafts.where('id').startsWith(`text:${inspection}:`).delete()
}
