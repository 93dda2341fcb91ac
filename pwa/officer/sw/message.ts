/// <reference lib="webworker" />

/** The page says when the new version may take over: never by itself, never during a visit. */
export function onMessage(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('message', (event) => {
    if (event.data?.type === 'SKIP_WAITING') void worker.skipWaiting()
  })
}
