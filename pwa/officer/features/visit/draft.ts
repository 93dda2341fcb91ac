import type { Subject } from '@shared/api/wire.ts'
import type { Source, SubjectRef } from '@shared/record/types.ts'
import { reactive, ref, watch } from 'vue'
import { db } from '../../db/database.ts'

/** A visit being prepared. Nothing of it is signed; all of it survives a killed tab. */
export interface Draft {
  stage: 'subject' | 'matters'
  subject: SubjectRef | null
  /** The subject's card from the pack; null for one typed by hand. */
  card: Subject | null
  matters: string[]
  source: Source | null
  reason: string
}

export const DRAFT_ID = 'new-visit'

const EMPTY: Draft = { stage: 'subject', subject: null, card: null, matters: [], source: null, reason: '' }

/** The draft of this phone, read once and kept with every change. */
export function useDraft() {
  const draft = reactive<Draft>({ ...EMPTY })
  const ready = ref(false)
  void load().then((kept) => {
    Object.assign(draft, kept)
    ready.value = true
    watch(draft, (now) => void save(now))
  })
  return { draft, ready }
}

/** After the visit was opened there is nothing left to prepare. */
export function dropDraft(): Promise<void> {
  return db().drafts.delete(DRAFT_ID)
}

async function load(): Promise<Partial<Draft>> {
  const row = await db().drafts.get(DRAFT_ID)
  return (row?.data ?? {}) as Partial<Draft>
}

async function save(draft: Draft): Promise<void> {
  const data = JSON.parse(JSON.stringify(draft)) as Record<string, unknown>
  await db().drafts.put({ id: DRAFT_ID, updated_at: new Date().toISOString(), step: draft.stage, data })
}

/** A subject of the pack as `opened` names it. */
export function refOfSubject(subject: Subject): SubjectRef {
  const { id, name, uscc, kind, address, division_code } = subject
  return {
    id,
    name,
    address: address || '没有登记地址',
    ...(uscc ? { uscc } : {}),
    ...(kind ? { kind } : {}),
    ...(division_code ? { division: division_code } : {}),
  }
}
