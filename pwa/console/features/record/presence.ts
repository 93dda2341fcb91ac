import type { components } from '@shared/api/schema'
import { onBeforeUnmount, shallowRef } from 'vue'
import { desk } from '../../api/desk'
import { useWhileVisible } from '../../shell/online'

export type Onlooker = components['schemas']['Onlooker']

/** The server takes whoever says nothing for three of these to have closed the record. */
const every = 15_000

/** Who else has the record open, asked again while it is on the screen. What cannot be asked is not shown. */
export function usePresence(id: string) {
  const others = shallowRef<Onlooker[]>([])
  let left = false

  async function look(): Promise<void> {
    try {
      const told = await desk.present(id)
      if (!left) others.value = told
    } catch {
      others.value = []
    }
  }

  void look()
  useWhileVisible(every, () => void look())
  onBeforeUnmount(() => {
    left = true
    desk.leave(id).catch(() => undefined)
  })
  return others
}
