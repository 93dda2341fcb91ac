import { computed, onBeforeUnmount, onMounted, ref, shallowRef } from 'vue'
import type { TableImport } from '../../../api/benchmark-types'
import { library } from '../../../api/library'

const pauseMs = 1000

/** Whether the server is still at work on a file. */
export function isUnderWay(file: TableImport | null): boolean {
  return file?.state === 'waiting' || file?.state === 'reading'
}

/** How far reading is, from 0 to 1; `null` where that is not known. The last rows are told when all is looked at. */
export function shareRead({ done, rows }: TableImport): number | null {
  return rows > 0 ? Math.min(done / rows, 0.99) : null
}

/** The file that this person sent last: sent, followed while the server reads it, entered; found again after leaving. */
export function useTableImport() {
  const held = shallowRef<TableImport | null>(null)
  const error = ref<unknown>(null)
  const busy = ref<'' | 'send' | 'enter'>('')
  const underWay = computed(() => isUnderWay(held.value))
  let timer = 0
  let gone = false

  const follow = () => {
    window.clearTimeout(timer)
    if (underWay.value && !gone) timer = window.setTimeout(look, pauseMs)
  }

  async function look(): Promise<void> {
    try {
      const now = await library.lastImport()
      if (busy.value === '') held.value = now
      error.value = null
    } catch (problem) {
      error.value = problem
    }
    follow()
  }

  async function act(what: 'send' | 'enter', ask: () => Promise<TableImport>): Promise<void> {
    if (busy.value) return
    busy.value = what
    error.value = null
    try {
      held.value = await ask()
    } catch (problem) {
      error.value = problem
    } finally {
      busy.value = ''
    }
    follow()
  }

  onMounted(look)
  onBeforeUnmount(() => {
    gone = true
    window.clearTimeout(timer)
  })
  return {
    held,
    error,
    busy,
    underWay,
    look,
    send: (file: File, layout: string) => act('send', () => library.importFile(file, layout)),
    enter: (id: string) => act('enter', () => library.enterImport(id)),
  }
}
