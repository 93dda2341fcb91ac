import { sentenceOf } from '@shared/api/client.ts'
import type { Matter, OfficerCard, Subject } from '@shared/api/wire.ts'
import { type AskedItem, mergeChecklists } from '@shared/record/checklist.ts'
import { fold } from '@shared/record/fold.ts'
import type { Bodies, InspectionRecord, Kind, Person } from '@shared/record/types.ts'
import { liveQuery } from 'dexie'
import {
  type ComputedRef,
  computed,
  type InjectionKey,
  inject,
  onScopeDispose,
  type Ref,
  ref,
  shallowRef,
} from 'vue'
import { type Attachment, append, attach, EntryTooLarge, entriesOf } from '../../capture/notebook.ts'
import { locator } from '../../capture/position.ts'
import { StorageFull } from '../../capture/storage.ts'
import { useSession } from '../../session/store.ts'
import { fetchOthers, othersOf } from './others.ts'
import { mattersOnPhone, officersOnPhone } from './packs.ts'
import { personOf } from './people.ts'
import { type Lack, lacksOf, type Proceedings } from './procedure.ts'
import { checklistsOf, sheetOf, withTold } from './sheet.ts'

/** One visit as its screens see it: the record so far and the pen to write on. */
export interface Visit {
  id: string
  record: Ref<InspectionRecord | null>
  subject: Ref<Subject | null>
  lead: Ref<string>
  matters: Ref<Matter[]>
  items: ComputedRef<AskedItem[]>
  /** The visit as the procedure reads it; null before the notebook is read. */
  proceedings: ComputedRef<Proceedings | null>
  /** What the law asks and the record does not show yet. */
  lacks: ComputedRef<Lack[]>
  /** The officer who holds this phone. */
  me: ComputedRef<Person | null>
  loaded: Ref<boolean>
  /** What went wrong with the last writing; the words stay in their field. */
  fault: Ref<string>
  /** How many entries are being signed just now. */
  writing: Ref<number>
  /** Sign and keep one entry; false where it could not be kept. */
  write: <K extends Kind>(kind: K, body: Bodies[K]) => Promise<boolean>
  photograph: (file: File, about: Attachment) => Promise<boolean>
}

const KEY: InjectionKey<Visit> = Symbol('visit')
export const visitKey = KEY

const REFRESH = 30_000
/** Kinds that may come in quick succession; of the others a second tap is not a second entry. */
const FREE: readonly Kind[] = ['answered', 'noted', 'attached']

/** The visit that the surrounding screen provides. */
export function useVisit(): Visit {
  const visit = inject(KEY)
  if (!visit) throw new Error('a step stands outside of a visit')
  return visit
}

export function openNotebook(id: string): Visit {
  const { officers, ...read } = reading(id)
  const session = useSession()
  const fault = ref('')
  const items = computed(() => mergeChecklists(read.matters.value).items)
  const proceedings = computed(() =>
    read.record.value ? { record: read.record.value, items: items.value, officers: officers.value } : null,
  )
  const lacks = computed(() => (proceedings.value ? lacksOf(proceedings.value) : []))
  const me = computed(() => {
    const officer = session.account?.officer
    return officer ? personOf(officer, new Date()) : null
  })
  locator.warm()
  followOthers(id)
  return { id, ...read, items, proceedings, lacks, me, fault, ...pen(id, fault) }
}

/** Reads what stands in the notebook, and again after every change to it. */
function reading(id: string) {
  const record = shallowRef<InspectionRecord | null>(null)
  const matters = shallowRef<Matter[]>([])
  const subject = shallowRef<Subject | null>(null)
  const lead = ref('')
  const officers = shallowRef<OfficerCard[]>([])
  const loaded = ref(false)
  const subscription = liveQuery(() => readAll(id)).subscribe((all) => {
    record.value = all.record
    matters.value = all.matters
    officers.value = all.officers
    subject.value = all.sheet.subject
    lead.value = all.sheet.told?.lead ?? ''
    loaded.value = true
  })
  onScopeDispose(() => subscription.unsubscribe())
  return { record, matters, officers, subject, lead, loaded }
}

async function readAll(id: string) {
  const [own, others, sheet, pack, officers] = await Promise.all([
    entriesOf(id),
    othersOf(id),
    sheetOf(id),
    mattersOnPhone(),
    officersOnPhone(),
  ])
  const record = own.length > 0 ? withTold(fold([...own, ...others]), sheet) : null
  return { record, sheet, officers, matters: record ? checklistsOf(record, sheet, pack) : [] }
}

/** The two ways of writing, with their failures turned into a sentence. */
function pen(id: string, fault: Ref<string>): Pick<Visit, 'write' | 'photograph' | 'writing'> {
  const writing = ref(0)
  const busy = new Set<Kind>()
  async function kept(kind: Kind, work: () => Promise<unknown>): Promise<boolean> {
    if (busy.has(kind)) return false
    if (!FREE.includes(kind)) busy.add(kind)
    writing.value += 1
    try {
      await work()
      fault.value = ''
      return true
    } catch (error) {
      fault.value =
        error instanceof StorageFull || error instanceof EntryTooLarge ? error.detail : sentenceOf(error)
      return false
    } finally {
      busy.delete(kind)
      writing.value -= 1
    }
  }
  return {
    writing,
    write: (kind, body) => kept(kind, () => append(id, kind, body)),
    photograph: (file, about) => kept('attached', () => attach(id, file, about)),
  }
}

/** Looks for what colleagues wrote, while the screen is open and there is a signal. */
function followOthers(id: string): void {
  const look = () => {
    if (navigator.onLine && document.visibilityState === 'visible') fetchOthers(id).catch(() => undefined)
  }
  const timer = setInterval(look, REFRESH)
  window.addEventListener('online', look)
  look()
  onScopeDispose(() => {
    clearInterval(timer)
    window.removeEventListener('online', look)
  })
}
