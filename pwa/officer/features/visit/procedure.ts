import type { InspectionRecord } from '@shared/record/types.ts'
import type { AskedItem } from './checklist.ts'

/**
 * What the law asks of a visit, as data: each rule says where in the rail it is
 * met, on what basis, and how to see that it is not. Nothing here stops a visit;
 * it tells the officer, and `closed` writes down what was still missing.
 */

export const STEPS = [
  { key: 'subject', title: '对象' },
  { key: 'matters', title: '事项' },
  { key: 'officers', title: '人员' },
  { key: 'notice', title: '亮证告知' },
  { key: 'items', title: '检查' },
  { key: 'findings', title: '发现与处理' },
  { key: 'record', title: '笔录' },
  { key: 'finish', title: '结束' },
] as const

export type StepKey = (typeof STEPS)[number]['key']

/** A visit and the questions that its matters ask. */
export interface Proceedings {
  record: InspectionRecord
  items: readonly AskedItem[]
}

export interface Rule {
  /** The code that `closed.missing` carries. */
  code: string
  step: StepKey
  words: string
  basis: string
  missing: (visit: Proceedings) => boolean
}

export const RULES: readonly Rule[] = [
  {
    code: 'second_officer',
    step: 'officers',
    words: '执法人员不足两人',
    basis: '行政处罚法第四十二条:执法人员不得少于两人,法律另有规定的除外',
    missing: ({ record }) => distinctOfficers(record).length < 2,
  },
  {
    code: 'presented',
    step: 'notice',
    words: '没有亮证记录',
    basis: '行政处罚法第五十五条:应当主动出示执法证件',
    missing: ({ record }) => record.presented.length === 0,
  },
  {
    code: 'notified',
    step: 'notice',
    words: '没有告知记录',
    basis: '国办发〔2024〕54号:检查时应告知事项、依据和当事人权利',
    missing: ({ record }) => record.notified.length === 0,
  },
  {
    code: 'answers',
    step: 'items',
    words: '有检查项未作答',
    basis: '事项所附检查标准',
    missing: ({ record, items }) => unanswered(record, items).length > 0,
  },
  {
    code: 'failure_evidence',
    step: 'items',
    words: '有不合格项没有照片或说明',
    basis: '行政处罚法第四十条:违法事实应当查明,证据应当确凿',
    missing: ({ record }) => unproven(record).length > 0,
  },
  {
    code: 'findings',
    step: 'findings',
    words: '有不合格项未记发现',
    basis: '行政处罚法第四十条:违法事实应当查明',
    missing: ({ record }) => unexplained(record).length > 0,
  },
  {
    code: 'measure_due',
    step: 'findings',
    words: '责令改正没有期限',
    basis: '行政处罚法第二十八条:应当责令改正或者限期改正',
    missing: ({ record }) =>
      record.measures.some((measure) => measure.measure === 'order_to_correct' && !measure.due),
  },
  {
    code: 'party',
    step: 'record',
    words: '没有当事人签名或拒签记录',
    basis: '行政处罚法第五十五条:检查应当制作笔录',
    missing: ({ record }) => record.party === null,
  },
  {
    code: 'refusal_witness',
    step: 'record',
    words: '拒签没有见证人',
    basis: '拒签时宜有在场人见证,并有录像佐证',
    missing: ({ record }) => record.party?.outcome === 'refused' && !record.party.witness,
  },
  {
    code: 'officer_signatures',
    step: 'record',
    words: '执法人员签名不齐',
    basis: '检查笔录由执法人员签名',
    missing: ({ record }) => record.officers.length === 0 || unsignedOfficers(record).length > 0,
  },
]

/** What is still missing, in the order of the rail. */
export function missingOf(visit: Proceedings): Rule[] {
  return RULES.filter((rule) => rule.missing(visit))
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

/** Failing items that have neither a file nor a word to them. */
export function unproven(record: InspectionRecord): string[] {
  const shown = new Set([...record.attachments, ...record.notes].map((thing) => thing.item))
  return failures(record).filter((item) => !shown.has(item) && !record.answers[item]?.note)
}

export function unsignedOfficers(record: InspectionRecord): InspectionRecord['officers'] {
  const signed = new Set(record.officer_signatures.map((signature) => signature.officer))
  return distinctOfficers(record).filter((officer) => !signed.has(officer.officer))
}

/** Each officer once: one may be named by the lead and join from a phone of their own later. */
export function distinctOfficers(record: InspectionRecord): InspectionRecord['officers'] {
  const first = new Map<string, InspectionRecord['officers'][number]>()
  for (const officer of record.officers) if (!first.has(officer.officer)) first.set(officer.officer, officer)
  return [...first.values()]
}
