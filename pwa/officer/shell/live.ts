import { liveQuery } from 'dexie'
import { onScopeDispose, type Ref, ref, shallowRef } from 'vue'

/** A value read from the database, and again after each change to what it read. */
export function useLive<T>(read: () => Promise<T>, initial: T): Ref<T> {
  const value = shallowRef(initial)
  const subscription = liveQuery(read).subscribe((next) => {
    value.value = next
  })
  onScopeDispose(() => subscription.unsubscribe())
  return value
}

/** The time, told again every so often. */
export function useNow(every: number): Ref<number> {
  const now = ref(Date.now())
  const timer = setInterval(() => {
    now.value = Date.now()
  }, every)
  onScopeDispose(() => clearInterval(timer))
  return now
}
