import { computed, ref } from 'vue'
import type { InspectionRecord } from '../record/types.ts'

/** Printing a record: how many of its pictures are not there yet, and the browser's own dialog. */
export function usePrinting(record: () => InspectionRecord | undefined) {
  const shown = ref(0)
  const pictures = computed(
    () => record()?.attachments.filter((file) => file.type.startsWith('image/')).length ?? 0,
  )
  return {
    missing: computed(() => Math.max(0, pictures.value - shown.value)),
    onPicture: () => {
      shown.value += 1
    },
    print: () => window.print(),
  }
}
