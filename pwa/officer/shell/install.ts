import { ref, shallowRef } from 'vue'

/** The browser's offer to put the application on the home screen (Chromium only). */
interface InstallOffer extends Event {
  prompt(): Promise<void>
  userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>
}

const DECLINED = 'zhifa-install-declined'
/** Having said no, nobody is asked again for a month. */
const REST = 30 * 24 * 3600 * 1000

const offer = shallowRef<InstallOffer | null>(null)
export const canInstall = ref(false)

export function listenForInstall(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    offer.value = event as InstallOffer
    canInstall.value = Date.now() - Number(localStorage.getItem(DECLINED) ?? 0) > REST
  })
  addEventListener('appinstalled', () => {
    canInstall.value = false
  })
}

export async function install(): Promise<void> {
  await offer.value?.prompt()
  const choice = await offer.value?.userChoice
  if (choice?.outcome === 'dismissed') declineInstall()
  canInstall.value = false
}

export function declineInstall(): void {
  localStorage.setItem(DECLINED, String(Date.now()))
  canInstall.value = false
}
