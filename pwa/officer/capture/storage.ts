/** The phone has no room left. What was stored before is still there. */
export class StorageFull extends Error {
  override name = 'StorageFull'
  readonly detail =
    '手机存储空间已满,刚才这一条没有存上;此前保存的内容都在。请清理手机空间,或在“待传内容”里导出文件,然后再试一次。'
}

/** Run a write and name the one failure that an officer can mend. */
export async function storing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isQuota(error)) throw new StorageFull('no room', { cause: error })
    throw error
  }
}

/** Whether the phone had no room for what was to be written. */
export function isQuota(error: unknown): boolean {
  for (let cause = error as { name?: string; inner?: unknown } | undefined; cause; ) {
    if (cause.name === 'QuotaExceededError') return true
    cause = cause.inner as typeof cause
  }
  return false
}

/** Ask the browser, once it has something to lose, never to clear our storage by itself. */
export async function askToPersist(): Promise<boolean> {
  const storage = globalThis.navigator?.storage
  if (!storage?.persist) return false
  return (await storage.persisted()) || storage.persist()
}

export interface StorageState {
  used: number | null
  quota: number | null
  persisted: boolean
}

export async function storageState(): Promise<StorageState> {
  const storage = globalThis.navigator?.storage
  const estimate = await storage?.estimate?.().catch(() => undefined)
  const persisted = (await storage?.persisted?.().catch(() => false)) ?? false
  return { used: estimate?.usage ?? null, quota: estimate?.quota ?? null, persisted }
}
