import { onBeforeUnmount, onMounted, type Ref, ref } from 'vue'

/** Whether the browser believes that there is a network. */
export function useOnline(): Ref<boolean> {
  const online = ref(navigator.onLine)
  const look = () => {
    online.value = navigator.onLine
  }
  onMounted(() => {
    window.addEventListener('online', look)
    window.addEventListener('offline', look)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('online', look)
    window.removeEventListener('offline', look)
  })
  return online
}

/** Runs `work` every `ms` while the page is visible, and at once when it becomes visible again. */
export function useWhileVisible(ms: number, work: () => void): void {
  let timer = 0
  const look = () => {
    if (document.visibilityState === 'visible') work()
  }
  onMounted(() => {
    timer = window.setInterval(look, ms)
    document.addEventListener('visibilitychange', look)
  })
  onBeforeUnmount(() => {
    window.clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
  })
}
