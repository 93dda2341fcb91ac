import { NoAnswer } from '@shared/api/client.ts'
import { liveQuery, type Subscription } from 'dexie'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { onAppended } from '../capture/events.ts'
import { ifFree } from '../capture/locks.ts'
import { askToPersist, storageState } from '../capture/storage.ts'
import { databaseOf, type OfficerDatabase } from '../db/database.ts'
import { updateLibrary } from '../packs/library-state.ts'
import { refreshPacks } from '../packs/packs.ts'
import { refreshRemote } from '../packs/remote.ts'
import { api } from '../session/api.ts'
import { useSession } from '../session/store.ts'
import { backoff } from './backoff.ts'
import { httpTransport } from './http.ts'
import { drain, type Report, retryRefused } from './outbox.ts'
import { tidy } from './tidy.ts'
import type { Transport } from './transport.ts'
import { isSafe, nothing, type Waiting, waitingIn } from './waiting.ts'

/** Let the hand finish before the line is used, in milliseconds. */
const DEBOUNCE = 800
/** How often the reference packs and the reviews are looked at, in milliseconds. */
const REFERENCE_EVERY = 15 * 60_000

/** Runs the outbox at the right moments and says truly how it stands. */
export const useOutbox = defineStore('outbox', () => {
  const session = useSession()
  const waiting = shallowRef<Waiting>(nothing)
  const running = ref(false)
  const online = ref(navigator.onLine)
  const last = shallowRef<Report | null>(null)
  const nextAt = ref<number | null>(null)
  const safe = computed(() => isSafe(waiting.value))
  /** The last request was answered, by whatever. */
  const answered = ref(true)
  const reachable = computed(() => online.value && answered.value)
  const transport = noting(httpTransport(api), () => {
    answered.value = true
  })
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let watch: Subscription | undefined
  let referenceAt = 0

  /** Begin to watch the account in use; called again whenever the account changes. */
  function follow(account: string | null): void {
    watch?.unsubscribe()
    clearTimeout(timer)
    waiting.value = nothing
    last.value = null
    failures = 0
    referenceAt = 0
    if (!account) return
    const database = databaseOf(account)
    watch = liveQuery(() => waitingIn(database)).subscribe((found) => {
      waiting.value = found
    })
    void run()
  }

  function listen(): void {
    onAppended(() => {
      void askToPersist()
      later(DEBOUNCE)
    })
    addEventListener('online', () => setOnline(true))
    addEventListener('offline', () => setOnline(false))
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void run()
    })
  }

  /** Try now. With `refused`, also what the server would not take before. */
  async function run(options: { refused?: boolean } = {}): Promise<void> {
    const account = session.account
    if (!account || running.value || session.needLogin) return
    clearTimeout(timer)
    nextAt.value = null
    running.value = true
    try {
      const database = databaseOf(account.id)
      if (options.refused) await retryRefused(database)
      const report = await ifFree(`zhifa-outbox-${account.id}`, () => drain(database, transport))
      if (report) take(report)
      // Without room nothing can be noted any more, so what the server has confirmed goes now.
      if (report?.end === 'full') await tidy(database, 1, 1)
      if (!report || report.end === 'clean' || report.end === 'waiting') {
        await reference(database, report?.moved ?? false)
      }
    } finally {
      running.value = false
    }
    if (session.account?.id === account.id) await again()
  }

  function take(report: Report): void {
    last.value = report
    if (report.end === 'offline') answered.value = false
    if (report.skew !== null) session.skew = report.skew
    if (report.end === 'need-login') session.needLogin = true
    const fine = report.moved || (report.end === 'clean' && answered.value)
    failures = fine ? 0 : failures + 1
  }

  async function again(): Promise<void> {
    const account = session.account
    if (!account || session.needLogin) return
    const left = await waitingIn(databaseOf(account.id))
    if (left.entries + left.files === 0 && answered.value) return
    const asked = (last.value?.retryAfter ?? 0) * 1000
    later(Math.max(asked, backoff(failures)))
  }

  function later(ms: number): void {
    clearTimeout(timer)
    nextAt.value = Date.now() + ms
    timer = setTimeout(() => void run(), ms)
  }

  function setOnline(value: boolean): void {
    online.value = value
    if (value) void run()
  }

  /** Packs, reviews and housekeeping: useful, never in the way of what waits. */
  async function reference(database: OfficerDatabase, moved: boolean): Promise<void> {
    const due = Date.now() - referenceAt >= REFERENCE_EVERY
    if (due || moved) note(await Promise.allSettled([refreshRemote(database, api)]))
    if (!due) return
    const { used, quota } = await storageState()
    note(await Promise.allSettled([refreshPacks(database, api), tidy(database, used, quota)]))
    if (answered.value) note(await Promise.allSettled([updateLibrary(database, api)]))
    if (answered.value) referenceAt = Date.now()
  }

  function note(results: PromiseSettledResult<unknown>[]): void {
    answered.value = !results.some(
      (result) => result.status === 'rejected' && result.reason instanceof NoAnswer,
    )
  }

  return { waiting, safe, running, reachable, last, nextAt, follow, listen, run }
})

/** The same transport, telling whenever an answer came. */
function noting(transport: Transport, came: () => void): Transport {
  return {
    entries: (jws, at) => transport.entries(jws, at).then(passing(came)),
    present: (sha256) => transport.present(sha256).then(passing(came)),
    upload: (file, bytes, saved) => transport.upload(file, bytes, saved).then(passing(came)),
  }
}

function passing(came: () => void): <T>(value: T) => T {
  return (value) => {
    came()
    return value
  }
}
