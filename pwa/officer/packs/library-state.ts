import { type Api, NoAnswer, sentenceOf } from '@shared/api/client.ts'
import { ref, shallowRef } from 'vue'
import { alone } from '../capture/locks.ts'
import { StorageFull } from '../capture/storage.ts'
import type { OfficerDatabase } from '../db/database.ts'
import { type Progress, refreshLibrary } from './library.ts'

/** How the download of the library stands, for whatever screen shows it. */
export const fetching = shallowRef<Progress | null>(null)
export const fetchFault = ref('')

/** Fetch what has changed, one download at a time in all tabs. Throws `NoAnswer` where there is no line. */
export async function updateLibrary(
  database: OfficerDatabase,
  door: Pick<Api, 'get' | 'blob'>,
): Promise<boolean> {
  fetchFault.value = ''
  try {
    return await alone(`zhifa-library-${database.account}`, () =>
      refreshLibrary(database, door, (progress) => {
        fetching.value = progress
      }),
    )
  } catch (error) {
    fetchFault.value = error instanceof StorageFull ? error.detail : sentenceOf(error)
    if (error instanceof NoAnswer) throw error
    return false
  } finally {
    fetching.value = null
  }
}
