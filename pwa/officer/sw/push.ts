/// <reference lib="webworker" />

/** What the server sends: neutral words and identifiers. The content waits in the inbox, behind the login. */
export interface Pushed {
  id: string
  title: string
  words: string
  target: { type: string; id: string }
  tag: string
}

const unreadable: Pushed = {
  id: '',
  title: '掌上执法',
  words: '您有新消息,请打开查看。',
  target: { type: 'none', id: '' },
  tag: 'inbox',
}

/**
 * Every push is shown, as the browser demands; also one that cannot be read.
 *
 * Messages about one thing have one tag, so the newest stands for them all; the same message again,
 * as after a server that was stopped while sending, makes no second sound.
 */
export function onPush(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('push', (event) => event.waitUntil(show(worker, pushed(event.data))))
}

async function show(worker: ServiceWorkerGlobalScope, message: Pushed): Promise<void> {
  const shown = await worker.registration.getNotifications({ tag: message.tag })
  const again = shown.some(({ data }) => (data as Pushed | null)?.id === message.id)
  await worker.registration.showNotification(message.title, {
    body: message.words,
    tag: message.tag,
    renotify: !again,
    silent: again,
    icon: '/app/icons/icon-192.png',
    lang: 'zh-CN',
    data: message,
  } as NotificationOptions)
}

function pushed(data: PushMessageData | null): Pushed {
  try {
    return { ...unreadable, ...(data?.json() as Partial<Pushed>) }
  } catch {
    return unreadable
  }
}
