import type { AgencyRow } from '@shared/api/wire'
import type { Holder, What } from '../../api/matters'

/** What is about to be proposed for a matter, apart from another text. */
export type Step = { kind: 'withdraw' } | { kind: 'delegate' } | { kind: 'take_back'; holder: Holder }

const townCode = 9
/** A town government or a street office: its division has a code of nine digits. */
export const isTown = (agency: AgencyRow) => agency.division_code.length === townCode

/** What is typed for it; days of Asia/Shanghai, empty for none. */
export interface StepDraft {
  agency_id: string
  starts_on: string
  ends_on: string
}

/** The change as the server takes it. */
export function whatOf(step: Step, matter: string, draft: StepDraft): What {
  const { starts_on, ends_on } = draft
  if (step.kind === 'withdraw') return { kind: 'withdraw', matter_id: matter, ends_on }
  if (step.kind === 'take_back')
    return { kind: 'take_back', matter_id: matter, agency_id: step.holder.agency_id, ends_on }
  return {
    kind: 'delegate',
    matter_id: matter,
    agency_id: draft.agency_id,
    starts_on,
    ends_on: ends_on || null,
  }
}

/** Whether enough is said to send it; the server says the rest. */
export function isWhole(step: Step, draft: StepDraft): boolean {
  if (step.kind === 'delegate') return Boolean(draft.agency_id && draft.starts_on)
  return Boolean(draft.ends_on)
}
