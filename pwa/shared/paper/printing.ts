import { computed, ref } from 'vue'
import type { RecordPaper } from '../api/wire.ts'
import { saveAs } from '../ui/download.ts'

/**
 * A record that leaves the house: how many of its pictures are not there yet, the browser's own dialog for printing,
 * and its proof 存证 as a file.
 */
export function usePrinting(paper: () => RecordPaper | null, fetchProof: () => Promise<Blob>) {
  const shown = ref(0)
  const saving = ref(false)
  const saveError = ref<unknown>(null)
  const pictures = computed(
    () => paper()?.record.attachments.filter((file) => file.type.startsWith('image/')).length ?? 0,
  )

  async function saveProof(): Promise<void> {
    saving.value = true
    saveError.value = null
    try {
      saveAs(await fetchProof(), `存证-${paper()?.record.subject?.name ?? '检查'}.json`)
    } catch (problem) {
      saveError.value = problem
    } finally {
      saving.value = false
    }
  }

  return {
    missing: computed(() => Math.max(0, pictures.value - shown.value)),
    onPicture: () => {
      shown.value += 1
    },
    print: () => window.print(),
    saving,
    saveError,
    saveProof,
  }
}
