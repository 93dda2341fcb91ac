/// <reference lib="webworker" />
import { onActivate } from './activate.ts'
import { onClick } from './click.ts'
import { serveShell } from './fetch.ts'
import { onMessage } from './message.ts'
import { onPush } from './push.ts'
import { onSubscriptionChange } from './subscription.ts'

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: { url: string; revision: string | null }[]
}

/** The worker makes the application start without a line and rings for messages. It never sees entries or evidence. */
serveShell(self.__WB_MANIFEST)
onMessage(self)
onActivate(self)
onPush(self)
onClick(self)
onSubscriptionChange(self)
