import type { Issuer, NewCredential } from '../../../api/credential-types'

/** What is typed for a new certificate. */
export interface EntryDraft extends Omit<NewCredential, 'kind' | 'officer_id'> {
  kind: NewCredential['kind'] | ''
  officer_id: string
}

export const emptyDraft = (): EntryDraft => ({
  number: '',
  officer_name: '',
  officer_id: '',
  agency_id: '',
  kind: '',
  category: '',
  area: '',
  issuer: '',
  valid_from: '',
  valid_to: '',
  reason: '',
  document: '',
  matters: [],
})

export type EntryWants = Partial<Record<keyof EntryDraft, string>>

const required: [keyof EntryDraft, string][] = [
  ['officer_name', '请填写姓名'],
  ['agency_id', '请选择执法单位'],
  ['kind', '请选择证件种类'],
  ['issuer', '请选择发证机关'],
  ['number', '请填写证号'],
  ['category', '请填写执法类别'],
  ['area', '请填写执法区域'],
  ['valid_from', '请填写有效期起'],
  ['valid_to', '请填写有效期止'],
  ['reason', '请填写申领理由'],
]

/** What is missing or wrong, by field; empty when it can be sent. The number is checked by its issuer's rule. */
export function wantsOf(draft: EntryDraft, issuers: readonly Issuer[]): EntryWants {
  const wants: EntryWants = {}
  for (const [name, words] of required) if (!String(draft[name]).trim()) wants[name] = words
  if (!wants.number) {
    const issuer = issuers.find((one) => one.name === draft.issuer)
    if (issuer && !fits(normalNumber(draft.number), issuer))
      wants.number = `证号不符合该机关的编号格式(${issuer.number_rule})`
  }
  if (draft.valid_from && draft.valid_to && draft.valid_to < draft.valid_from)
    wants.valid_to = '有效期止早于有效期起'
  return wants
}

/** A number as the registry keeps it: full-width characters made narrow, no blanks, zeros in front kept. */
export function normalNumber(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '')
}

/** A rule that this browser cannot read is left to the server. */
function fits(number: string, issuer: Issuer): boolean {
  try {
    return new RegExp(`^(?:${issuer.number_pattern})$`).test(number)
  } catch {
    return true
  }
}

export function proposalOf(draft: EntryDraft): NewCredential {
  return {
    ...draft,
    kind: draft.kind || 'province',
    number: normalNumber(draft.number),
    officer_id: draft.officer_id || null,
    officer_name: draft.officer_name.trim(),
    reason: draft.reason.trim(),
    document: draft.document.trim(),
  }
}
