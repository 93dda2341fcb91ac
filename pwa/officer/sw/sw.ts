/// <reference lib="webworker" />
import { onActivate } from './activate.ts'
import { serveShell } from './fetch.ts'
import { onMessage } from './message.ts'

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: { url: string; revision: string | null }[]
}

/** The worker makes the application start without a line. It never sees entries, evidence or tokens. */
serveShell(self.__WB_MANIFEST)
onMessage(self)
onActivate(self)
