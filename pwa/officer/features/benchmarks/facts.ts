import type { Facts } from '@shared/benchmarks/types.ts'
import { type Ref, shallowRef } from 'vue'
import { db } from '../../db/database.ts'

export interface KeptFacts {
  facts: Readonly<Ref<Facts>>
  /** Answer one question; `null` takes the answer back. */
  answer(fact: string, value: string | null): void
  drop(): Promise<void>
}

/** Facts as answered so far, kept on the phone with every answer, so that leaving the screen loses none. */
export function useFacts(code: string, visit: string | null, first: Facts): KeptFacts {
  const id = `facts:${visit ?? ''}:${code}`
  const facts = shallowRef<Facts>(first)
  void db()
    .drafts.get(id)
    .then((row) => {
      if (row && facts.value === first) facts.value = { ...first, ...(row.data as Record<string, string>) }
    })
  return {
    facts,
    answer(fact, value) {
      const { [fact]: _, ...others } = facts.value
      facts.value = value === null || value === '' ? others : { ...others, [fact]: value }
      void keep(id, facts.value)
    },
    drop: () => db().drafts.delete(id),
  }
}

function keep(id: string, facts: Facts): Promise<unknown> {
  return db().drafts.put({ id, updated_at: new Date().toISOString(), step: '', data: { ...facts } })
}
