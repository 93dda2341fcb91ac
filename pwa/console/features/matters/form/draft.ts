import type { MatterDetail } from '@shared/api/wire'
import type { ItemDraft, MatterDraft, NewChange } from '../../../api/matters'

/** What is typed; days of Asia/Shanghai. */
export interface FormDraft {
  code: string
  agency_id: string
  starts_on: string
  reason: string
  document: string
  trades: string
  annual_cap: string
  name: string
  kind: MatterDraft['kind']
  field: string
  basis: string
  basis_confidence: MatterDraft['basis_confidence']
  items: EditedItem[]
}

/** An item with a key of its own, so that a row keeps its focus when it is moved. */
export interface EditedItem {
  key: number
  text: string
  requirement: string
  basis: string
  merge_key: string
}

export type Wants = Partial<Record<keyof FormDraft, string>>

let keys = 0
export function newItem(item?: Partial<ItemDraft>): EditedItem {
  keys += 1
  const { text = '', requirement = '', basis = '', merge_key } = item ?? {}
  return { key: keys, text, requirement, basis, merge_key: merge_key ?? '' }
}

export const emptyForm = (today: string): FormDraft => ({
  code: '',
  agency_id: '',
  starts_on: today,
  reason: '',
  document: '',
  trades: '',
  annual_cap: '',
  name: '',
  kind: '检查',
  field: '',
  basis: '',
  basis_confidence: 'medium',
  items: [newItem()],
})

/** A matter as it stands, to be changed. */
export function formOf(matter: MatterDetail, today: string): FormDraft {
  return {
    ...emptyForm(today),
    code: matter.code,
    name: matter.name,
    kind: matter.kind as MatterDraft['kind'],
    field: matter.field,
    basis: matter.basis,
    basis_confidence: matter.basis_confidence as MatterDraft['basis_confidence'],
    trades: matter.trades.join('、'),
    annual_cap: matter.annual_cap === null ? '' : String(matter.annual_cap),
    items: (matter.checklist?.items ?? []).map(newItem),
  }
}

const code = /^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$/
const most = 365

/** What is missing or wrong, by field; empty when it can be sent. */
export function wantsOf(draft: FormDraft, isNew: boolean): Wants {
  const wants: Wants = {}
  const required = {
    name: '名称',
    field: '领域',
    basis: '依据',
    starts_on: '施行日期',
    reason: '理由',
  } as const
  for (const [name, words] of Object.entries(required))
    if (!draft[name as keyof typeof required].trim()) wants[name as keyof Wants] = `请填写${words}`
  if (isNew && !code.test(draft.code.trim())) wants.code = '请填写大写字母开头的编码,用“-”分段,如 SP-CY-001'
  if (isNew && !draft.agency_id) wants.agency_id = '请选择公布单位'
  const cap = Number(draft.annual_cap)
  if (draft.annual_cap.trim() && !(Number.isInteger(cap) && cap >= 1 && cap <= most))
    wants.annual_cap = `请填写 1 到 ${most} 之间的整数,没有公布上限的不填`
  const items = wantOfItems(draft)
  if (items) wants.items = items
  return wants
}

function wantOfItems({ kind, items }: FormDraft): string {
  if (kind === '检查' && items.length === 0) return '检查类事项至少要有一条检查标准'
  const bare = items.findIndex((item) => !(item.text.trim() && item.requirement.trim() && item.basis.trim()))
  if (bare >= 0) return `第 ${bare + 1} 条还没有填全(检查什么、要求、依据)`
  const texts = items.map((item) => item.text.trim())
  const twice = texts.findIndex((text, index) => texts.indexOf(text) !== index)
  return twice >= 0 ? `第 ${twice + 1} 条与前面的检查内容相同` : ''
}

function contentOf(draft: FormDraft): MatterDraft {
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    field: draft.field.trim(),
    basis: draft.basis.trim(),
    basis_confidence: draft.basis_confidence,
    trades: draft.trades
      .split(/[、,,;;\s]+/)
      .map((trade) => trade.trim())
      .filter(Boolean),
    annual_cap: draft.annual_cap.trim() ? Number(draft.annual_cap) : null,
    items: draft.items.map((item) => ({
      text: item.text.trim(),
      requirement: item.requirement.trim(),
      basis: item.basis.trim(),
      merge_key: item.merge_key.trim() || null,
    })),
  }
}

/** The change as the server takes it: of a matter that is there, or a new one. */
export function changeOf(draft: FormDraft, matter: string | null): NewChange {
  const { starts_on, agency_id } = draft
  const content = contentOf(draft)
  const said = { reason: draft.reason.trim(), document: draft.document.trim() }
  return matter
    ? { what: { kind: 'amend', matter_id: matter, content, starts_on }, ...said }
    : { what: { kind: 'publish', code: draft.code.trim(), agency_id, content, starts_on }, ...said }
}
