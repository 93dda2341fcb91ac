import type { Api } from '@shared/api/client.ts'

type Door = Pick<Api, 'get' | 'post' | 'delete'>

/** Whether notifications can be had here: no support, refused by the user, not asked yet, on, or not offered. */
export type PushState = 'unsupported' | 'denied' | 'off' | 'on' | 'unoffered'

const PATH = '/api/push/subscriptions'

export function canPush(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis
}

/** How it stands on this phone, as far as the phone itself knows. */
export async function pushState(): Promise<PushState> {
  if (!canPush()) return 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  const registration = await navigator.serviceWorker.getRegistration('/app/')
  return (await registration?.pushManager.getSubscription()) ? 'on' : 'off'
}

/** Asks the user, subscribes and tells the server. Only ever called from a button. */
export async function turnOn(api: Door): Promise<PushState> {
  if (!canPush()) return 'unsupported'
  if ((await Notification.requestPermission()) !== 'granted') return pushState()
  return (await subscribe(api, await navigator.serviceWorker.ready)) ? 'on' : 'unoffered'
}

export async function turnOff(api: Door): Promise<PushState> {
  const registration = await navigator.serviceWorker.getRegistration('/app/')
  const subscription = await registration?.pushManager.getSubscription()
  await api.delete(PATH)
  await subscription?.unsubscribe()
  return pushState()
}

/** Where it is on, tells the server again: the login, the key or the endpoint may be another one now. */
export async function keepSubscribed(api: Door): Promise<void> {
  if ((await pushState()) !== 'on') return
  await subscribe(api, await navigator.serviceWorker.ready).catch(() => undefined)
}

/** A subscription with the server's key of today, known to the server; false where it sends no push. */
export async function subscribe(api: Door, registration: ServiceWorkerRegistration): Promise<boolean> {
  const { key } = await api.get<{ key: string | null }>('/api/push/key')
  if (!key) return false
  const old = await registration.pushManager.getSubscription()
  const fits = old && encoded(old.options.applicationServerKey) === key
  if (old && !fits) await old.unsubscribe()
  const subscription =
    old && fits
      ? old
      : await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  const { endpoint, keys } = subscription.toJSON()
  await api.post(PATH, { endpoint, keys: { p256dh: keys?.['p256dh'], auth: keys?.['auth'] }, key })
  return true
}

function encoded(key: ArrayBuffer | null): string {
  const text = String.fromCharCode(...new Uint8Array(key ?? new ArrayBuffer(0)))
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
