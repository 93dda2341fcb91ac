import { onBeforeUnmount, ref, watch } from 'vue'

/** The seconds that something has been going on. */
export function useWaited(going: () => boolean) {
  const seconds = ref(0)
  let timer = 0
  const stop = () => window.clearInterval(timer)
  watch(going, (now) => {
    stop()
    seconds.value = 0
    if (now)
      timer = window.setInterval(() => {
        seconds.value += 1
      }, 1000)
  })
  onBeforeUnmount(stop)
  return seconds
}
