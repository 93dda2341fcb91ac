import { ApiProblem } from '@shared/api/client.ts'
import { onScopeDispose, type Ref, ref, watch } from 'vue'
import { db, type OfficerDatabase } from '../../db/database.ts'
import { api } from '../../session/api.ts'

/** The own portrait, kept on the phone so that it shows without a signal. */

interface KeptPortrait {
  bytes: ArrayBuffer
  type: string
}

const place = (number: string) => `portrait:${number}`

async function kept(database: OfficerDatabase, number: string): Promise<KeptPortrait | null> {
  return ((await database.meta.get(place(number)))?.value as KeptPortrait | undefined) ?? null
}

/** Fetch it anew; a certificate without one forgets the one before, and no line changes nothing. */
async function refreshed(database: OfficerDatabase, number: string): Promise<KeptPortrait | null> {
  try {
    const blob = await api.blob(`/api/credentials/${encodeURIComponent(number)}/portrait`)
    const value: KeptPortrait = { bytes: await blob.arrayBuffer(), type: blob.type }
    await database.meta.put({ key: place(number), value })
    return value
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 404) return kept(database, number)
    await database.meta.delete(place(number))
    return null
  }
}

/** A `blob:` address of the portrait of this certificate; `null` while there is none. */
export function usePortrait(number: Ref<string | null>): Ref<string | null> {
  const url = ref<string | null>(null)

  function show(portrait: KeptPortrait | null): void {
    if (url.value) URL.revokeObjectURL(url.value)
    url.value = portrait && URL.createObjectURL(new Blob([portrait.bytes], { type: portrait.type }))
  }

  async function load(wanted: string): Promise<void> {
    const database = db()
    for (const look of [kept, refreshed]) {
      const portrait = await look(database, wanted)
      if (number.value === wanted) show(portrait)
    }
  }

  watch(
    number,
    (wanted) => {
      show(null)
      if (wanted) void load(wanted)
    },
    { immediate: true },
  )
  onScopeDispose(() => show(null))
  return url
}
