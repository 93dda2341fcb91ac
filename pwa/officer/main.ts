import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'
import '@shared/ui/tokens.css'
import './shell/base.css'
import './shell/vant.css'
import './features/visit/visit.css'
import App from './App.vue'
import { listenToInbox } from './features/inbox/listening.ts'
import { useOutbox } from './outbox/runner.ts'
import { officerRouter } from './router.ts'
import { useSession } from './session/store.ts'
import { applyAppearance } from './shell/appearance.ts'
import { listenForInstall } from './shell/install.ts'
import { readLock } from './shell/lock.ts'
import { followClicks, registerWorker } from './shell/update.ts'

applyAppearance()
listenForInstall()
void start()

/** The last account is taken up before the first screen, so that no screen is shown to nobody. */
async function start(): Promise<void> {
  const app = createApp(App).use(createPinia())
  const session = useSession()
  const outbox = useOutbox()
  outbox.listen()
  await session.start()
  if (session.account) await readLock()
  watch(
    () => session.account?.id ?? null,
    (account) => outbox.follow(account),
    { immediate: true },
  )
  watch(
    () => session.needLogin,
    (needed) => void (needed || outbox.run()),
  )
  listenToInbox()
  const router = officerRouter()
  router.beforeEach((to) => {
    if (!to.meta['open'] && !session.account) return { name: 'login', query: { next: to.fullPath } }
    return true
  })
  app.use(router)
  await router.isReady()
  followClicks(router)
  app.mount('#app')
  registerWorker()
}
