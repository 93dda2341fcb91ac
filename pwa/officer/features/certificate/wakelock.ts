import { onScopeDispose } from 'vue'

/** Keep the screen lit while the certificate is shown, where the browser can. */
export function useWakeLock(): void {
  let lock: WakeLockSentinel | null = null
  let left = false

  async function hold() {
    if (document.visibilityState !== 'visible' || !navigator.wakeLock) return
    lock = await navigator.wakeLock.request('screen').catch(() => null)
    if (left) await lock?.release()
  }

  document.addEventListener('visibilitychange', hold)
  void hold()
  onScopeDispose(() => {
    left = true
    document.removeEventListener('visibilitychange', hold)
    void lock?.release()
  })
}
