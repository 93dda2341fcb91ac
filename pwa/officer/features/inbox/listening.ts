import { watch } from 'vue'
import { useSession } from '../../session/store.ts'
import { useInbox } from './store.ts'

/** Listens while somebody is logged in and looks at the application; a screen that is away needs no line. */
export function listenToInbox(): void {
  const session = useSession()
  const inbox = useInbox()
  watch(
    () => session.account?.id ?? null,
    async (account) => {
      await inbox.take(account)
      start()
    },
    { immediate: true },
  )
  watch(() => session.needLogin, start)
  addEventListener('online', start)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') start()
    else inbox.hangUp()
  })

  function start(): void {
    if (session.account && !session.needLogin && document.visibilityState === 'visible') void inbox.listen()
  }
}
