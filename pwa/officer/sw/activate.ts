/// <reference lib="webworker" />

/** The very first page is served by the worker too, so that it opens without a line the next time. */
export function onActivate(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
}
