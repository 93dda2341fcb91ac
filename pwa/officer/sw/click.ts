/// <reference lib="webworker" />
import { placeOf } from '../features/inbox/places.ts'
import type { Pushed } from './push.ts'

/** Leads to what a notification is about: in the window that is open, or in a new one. */
export function onClick(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('notificationclick', (event) => {
    event.notification.close()
    const { target } = event.notification.data as Pushed
    event.waitUntil(open(worker, `/app${placeOf(target) ?? '/inbox'}`))
  })
}

/** A window that is open is asked to go there by itself: a visit under way in it is not reloaded. */
async function open(worker: ServiceWorkerGlobalScope, url: string): Promise<void> {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const window = windows.find((each) => new URL(each.url).pathname.startsWith('/app'))
  if (!window) {
    await worker.clients.openWindow(url)
    return
  }
  await window.focus().catch(() => undefined)
  window.postMessage({ type: 'GO', path: url.slice('/app'.length) })
}
