import type { Condition, Ground, Question } from '@shared/benchmarks/types'
import type { ListRow } from '../../../api/benchmark-types'

export type Kind = Ground['kind']

export const kinds: Record<Kind, string> = {
  no_penalty: '不予处罚',
  lighter: '从轻处罚',
  mitigated: '减轻处罚',
  no_coercion: '不予强制',
}

/** What a condition is for: every one, any one, or none of them may hold. */
export type Role = 'all_of' | 'any_of' | 'excluded_by'

export const roles: Record<Role, string> = {
  all_of: '须同时满足',
  any_of: '满足其一即可',
  excluded_by: '除外情形(有一项就不适用)',
}

/** A condition and the question that it needs. */
export interface Line {
  role: Role
  condition: Condition
  question: Question | undefined
}

/** A row of the four lists while it is being written. Texts of several parts are apart by 、. */
export interface Draft {
  code: string
  kind: Kind
  title: string
  basis: string
  discretionary: boolean
  validFrom: string
  validTo: string
  source: string
  fields: string
  codes: string
  demo: boolean
  confidence: string | null
  lines: Line[]
}

export const emptyDraft = (today: string): Draft => ({
  code: '',
  kind: 'no_penalty',
  title: '',
  basis: '',
  discretionary: false,
  validFrom: today,
  validTo: '',
  source: '',
  fields: '',
  codes: '',
  demo: false,
  confidence: 'unchecked',
  lines: [],
})

const order: Role[] = ['all_of', 'any_of', 'excluded_by']

export function draftOf({ ground, fields, codes }: ListRow): Draft {
  const questionOf = (fact: string) => (ground.questions ?? []).find((each) => each.fact === fact)
  return {
    code: ground.id,
    kind: ground.kind,
    title: ground.title,
    basis: ground.basis,
    discretionary: ground.discretionary ?? false,
    validFrom: ground.valid_from ?? '',
    validTo: ground.valid_to ?? '',
    source: ground.source ?? '',
    fields: (fields ?? []).join('、'),
    codes: (codes ?? []).join('、'),
    demo: ground.demo ?? false,
    confidence: ground.confidence ?? null,
    lines: order.flatMap((role) =>
      (ground[role] ?? []).map((condition) => ({ role, condition, question: questionOf(condition.fact) })),
    ),
  }
}

/** What is sent; a question that several conditions need is asked once. */
export function rowOf(draft: Draft): ListRow {
  const of = (role: Role) =>
    draft.lines.filter((line) => line.role === role).map(({ condition }) => condition)
  const questions = draft.lines.flatMap(({ question }) => (question ? [question] : []))
  return {
    ground: {
      id: draft.code.trim(),
      kind: draft.kind,
      title: draft.title.trim(),
      basis: draft.basis.trim(),
      all_of: of('all_of'),
      any_of: of('any_of'),
      excluded_by: of('excluded_by'),
      discretionary: draft.discretionary,
      questions: questions.filter((each, at) => questions.findIndex(({ fact }) => fact === each.fact) === at),
      valid_from: draft.validFrom || null,
      valid_to: draft.validTo || null,
      source: draft.source.trim() || null,
      confidence: draft.confidence,
      demo: draft.demo,
    },
    fields: parts(draft.fields),
    codes: parts(draft.codes),
  }
}

/** A new condition: a question that is answered yes or no, and the answer yes. */
export function statement(text: string, role: Role, lines: readonly Line[], code: string): Line {
  const taken = new Set(lines.map(({ condition }) => condition.fact))
  const stem = `${code.toLowerCase().replace(/[^a-z0-9]+/g, '_') || 'row'}_`
  let number = 1
  while (taken.has(`${stem}${number}`)) number += 1
  const fact = `${stem}${number}`
  const options = [
    { value: 'yes', text: '是' },
    { value: 'no', text: '否' },
  ]
  return { role, condition: { fact, op: 'eq', value: 'yes' }, question: { fact, text: text.trim(), options } }
}

const compared = { eq: '', lt: '不满', le: '不超过', gt: '超过', ge: '不低于' } as const

export function lineWords({ condition, question }: Line): string {
  const chosen = question?.options?.find(({ value }) => value === condition.value)?.text
  return `${question?.text ?? condition.fact}:${compared[condition.op]}${chosen ?? `${condition.value}${question?.unit ?? ''}`}`
}

const parts = (text: string): string[] => [...new Set(text.split(/[、,,;;\s]+/).filter(Boolean))]
