import { computed, type Ref, shallowRef, watch } from 'vue'
import type { KeyRow } from '../../db/rows.ts'
import { addressOf, LONGEST } from './address.ts'
import { LIFE, secondsLeft } from './freshness.ts'
import { type Presentation, present, shortIdOf } from './presentation.ts'

/** What is to be shown; `null` shows no code. */
export type Wanted = Omit<Presentation, 'at'> | null

export interface Shown {
  url: string
  at: number
  /** The visit that the code names; `null` also where its id would have made the code too long to read. */
  visit: string | null
}

/** The code that is shown now: a new one every 30 seconds and whenever what it says changes. */
export function useDynamicCode(wanted: Ref<Wanted>, key: Ref<KeyRow | null>, now: Ref<number>) {
  const shown = shallowRef<Shown | null>(null)
  const seconds = computed(() => Math.floor(now.value / 1000))
  const left = computed(() => (shown.value ? secondsLeft(shown.value.at, now.value / 1000) : LIFE))
  let turn = 0

  async function renew(): Promise<void> {
    const mine = ++turn
    const made =
      wanted.value && key.value ? await sign({ ...wanted.value, at: seconds.value }, key.value) : null
    if (mine === turn) shown.value = made
  }

  const outlived = computed(() => {
    const age = shown.value ? seconds.value - shown.value.at : 0
    return age >= LIFE || age < -1
  })
  const said = computed(() => JSON.stringify([wanted.value, key.value?.thumbprint]))
  watch(said, () => void renew(), { immediate: true })
  watch(outlived, (old) => void (old && renew()))
  return { shown, left }
}

/** Sign and write the address; one too long to be read at arm's length leaves the visit out. */
export async function sign(wanted: Presentation, key: KeyRow, origin = location.origin): Promise<Shown> {
  const url = addressOf(origin, await present(wanted, shortIdOf(key.thumbprint), key.pair.privateKey))
  if (url.length > LONGEST && wanted.visit) return sign({ ...wanted, visit: null }, key, origin)
  return { url, at: wanted.at, visit: wanted.visit }
}
