/// <reference lib="webworker" />
import { Api } from '@shared/api/client.ts'
import { subscribe } from '../push/subscription.ts'

/**
 * The browser has given the subscription another endpoint, or ended it: a new one is made and told.
 *
 * The login's cookie comes along by itself. Where it has run out, the application tells at its next start.
 */
export function onSubscriptionChange(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('pushsubscriptionchange', (event) => {
    const renewed = subscribe(new Api({ client: 'app' }), worker.registration)
    ;(event as ExtendableEvent).waitUntil(renewed.catch(() => undefined))
  })
}
