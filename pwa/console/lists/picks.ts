import { computed, type Ref, ref, watch } from 'vue'

/** The ids between two of a list, both included, in the list's order. */
export function between(ids: readonly string[], from: string, to: string): string[] {
  const [a, b] = [ids.indexOf(from), ids.indexOf(to)]
  if (b === -1) return []
  if (a === -1) return [to]
  return ids.slice(Math.min(a, b), Math.max(a, b) + 1)
}

/** Rows that are picked on the page; what leaves the page is no longer picked. */
export function usePicks(ids: Ref<readonly string[]>) {
  const picked = ref(new Set<string>())
  let last = ''

  const some = computed(() => ids.value.filter((id) => picked.value.has(id)))
  const every = computed(() => ids.value.length > 0 && some.value.length === ids.value.length)

  function toggle(id: string): void {
    const now = new Set(picked.value)
    if (!now.delete(id)) now.add(id)
    picked.value = now
    last = id
  }

  /** Everything from where something was picked last up to here. */
  function pickTo(id: string): void {
    picked.value = new Set([...picked.value, ...between(ids.value, last, id)])
    last = id
  }

  function all(wanted: boolean): void {
    picked.value = new Set(wanted ? ids.value : [])
  }

  watch(ids, () => {
    picked.value = new Set(some.value)
  })

  return { picked, some, every, toggle, pickTo, all }
}
