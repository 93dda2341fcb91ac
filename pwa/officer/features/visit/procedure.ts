import type { OfficerCard } from '@shared/api/wire.ts'
import {
  type KnownPerson,
  type Lack,
  lacks,
  type Question,
  STEPS,
  type StepKey,
} from '@shared/procedure/procedure.ts'
import type { AskedItem } from '@shared/record/checklist.ts'
import { distinctOfficers } from '@shared/record/officers.ts'
import type { InspectionRecord } from '@shared/record/types.ts'
import { formatDate } from '@shared/text/dates.ts'
import { statusOn } from './people.ts'

/** The visit as the procedure reads it: the record, the questions asked, the officers as this phone knows them. */

export { type Lack, STEPS, type StepKey }

export interface Proceedings {
  record: InspectionRecord
  items: readonly AskedItem[]
  officers: readonly Pick<OfficerCard, 'certificates'>[]
}

/** What the record does not meet so far, in the order of the rail. */
export function lacksOf({ record, items, officers }: Proceedings): Lack[] {
  const day = formatDate(record.opened_at ?? Date.now())
  const people = distinctOfficers(record).map((person) => knownAs(person, officers, day))
  return lacks({ record, questions: items.map(questionOf), people }, day)
}

/** What can still be done; what happened in another order and what is to be heeded are not among them. */
export function missingOf(visit: Proceedings): Lack[] {
  return lacksOf(visit).filter((lack) => lack.phase === 'missing')
}

/** A lack in one sentence, with whom it is about and what to do. */
export function sentenceOf(lack: Lack): string {
  return `${toldOf(lack)}。${lack.next}`
}

/** What is lacking, and of whom or of which items: three by name, the rest by number. */
export function toldOf({ words, names }: Lack): string {
  if (names.length === 0) return words
  return `${words}:${names.slice(0, 3).join('、')}${names.length > 3 ? ` 等 ${names.length} 项` : ''}`
}

function questionOf({ item, covers }: AskedItem, index: number): Question {
  return { codes: [item, ...covers.map((cover) => cover.item)], label: `第${index + 1}项` }
}

function knownAs(
  { officer, name, certificate }: InspectionRecord['officers'][number],
  cards: Proceedings['officers'],
  day: string,
): KnownPerson {
  const held = cards.flatMap((card) => card.certificates).find((card) => card.number === certificate)
  return { officer, name, certificate, status: held ? statusOn(held, day) : null, kind: held?.kind ?? '' }
}

export function unanswered(record: InspectionRecord, items: readonly AskedItem[]): AskedItem[] {
  return items.filter((asked) => record.answers[asked.item] === undefined)
}

/** Items answered 不合格. */
export function failures(record: InspectionRecord): string[] {
  return Object.entries(record.answers)
    .filter(([, answer]) => answer.answer === 'fail')
    .map(([item]) => item)
}

/** Failing items that no finding names. */
export function unexplained(record: InspectionRecord): string[] {
  const named = new Set(record.findings.flatMap((finding) => finding.items))
  return failures(record).filter((item) => !named.has(item))
}

export function unsignedOfficers(record: InspectionRecord): InspectionRecord['officers'] {
  const signed = new Set(record.officer_signatures.map((signature) => signature.officer))
  return distinctOfficers(record).filter((officer) => !signed.has(officer.officer))
}
