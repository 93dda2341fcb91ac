import { ref } from 'vue'
import type { Router } from 'vue-router'
import { Workbox } from 'workbox-window'

/** A new version lies ready beside the one that runs. */
export const updateReady = ref(false)
let workbox: Workbox | null = null

/** How often an application that is never closed looks for a new version, in milliseconds. */
const LOOK_EVERY = 60 * 60_000

/** Only a built application has a worker: in development every file is served fresh. */
export function registerWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  workbox = new Workbox('/app/sw.js', { scope: '/app/' })
  workbox.addEventListener('waiting', () => {
    updateReady.value = true
  })
  void workbox.register().catch(() => undefined)
  setInterval(() => void workbox?.update().catch(() => undefined), LOOK_EVERY)
}

/** A notification was tapped while the application is open: it leads to the place without a reload. */
export function followClicks(router: Router): void {
  navigator.serviceWorker?.addEventListener('message', ({ data }: MessageEvent) => {
    if (data?.type === 'GO' && typeof data.path === 'string') void router.push(data.path)
  })
}

/** Change to the new version. The caller has made sure that no visit is open. */
export function applyUpdate(): void {
  workbox?.addEventListener('controlling', () => location.reload())
  workbox?.messageSkipWaiting()
}
