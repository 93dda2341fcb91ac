import { wordsOf } from '../procedure/procedure.ts'
import type { IconName } from '../ui/icons'

/** The kinds of field entry, in the words of the record. */
export const entryKinds = {
  opened: { word: '开始检查', icon: 'flag' },
  joined: { word: '人员加入', icon: 'users' },
  presented: { word: '亮证', icon: 'card' },
  notified: { word: '告知', icon: 'info' },
  answered: { word: '检查项', icon: 'list' },
  noted: { word: '备注', icon: 'note' },
  attached: { word: '取证', icon: 'camera' },
  found: { word: '发现问题', icon: 'alert' },
  measured: { word: '处理措施', icon: 'shield' },
  party_signed: { word: '当事人签名', icon: 'pen' },
  party_refused: { word: '当事人拒签', icon: 'ban' },
  officer_signed: { word: '执法人员签名', icon: 'pen' },
  closed: { word: '结束检查', icon: 'check' },
  supplemented: { word: '补正', icon: 'plus' },
  withdrawn: { word: '撤回', icon: 'withdrawn' },
} as const satisfies Record<string, { word: string; icon: IconName }>

export type EntryKindWord = keyof typeof entryKinds

/** Why the visit takes place. */
export const sources: Record<string, string> = {
  plan: '计划检查',
  special: '专项检查',
  complaint: '投诉举报',
  assigned: '上级交办',
  transferred: '部门移送',
  spot: '现场发现',
}

/** How the visit ended. */
export const results: Record<string, string> = {
  no_problem: '未发现问题',
  corrected_on_spot: '当场改正',
  order_to_correct: '责令改正',
  case_suggested: '建议立案',
  other: '其他',
}

/** Measures taken on the spot. */
export const measures: Record<string, string> = {
  order_to_correct: '责令改正',
  register_preserve: '先行登记保存',
  seal: '查封',
  seize: '扣押',
  warn: '警告',
  other: '其他措施',
}

/** How the party acknowledged the notice. */
export const acknowledgements: Record<string, string> = {
  tick: '当事人勾选确认',
  scan: '当事人扫码确认',
  signature: '当事人签名确认',
  oral: '口头告知',
}

/** Whether the party asked an officer to withdraw. */
export const recusals: Record<string, string> = {
  none: '不申请回避',
  requested: '申请回避',
}

/** How the certificate was shown. */
export const presentMethods: Record<string, string> = {
  screen: '出示电子证件',
  card: '出示实体证件',
}

/** Where a file came from on the phone. */
export const attachmentSources: Record<string, string> = {
  camera: '现场拍摄',
  library: '从相册选取',
}

/** How an officer came to take part. */
export const joinWays: Record<string, string> = {
  opened: '主办',
  device: '本人设备加入',
  named: '由主办人员登记',
}

/** An officer's part in the visit. */
export const officerParts: Record<string, string> = {
  lead: '主办',
  second: '协办',
}

/** What the fold noticed, and what a visit lacked when a phone closed it before rules had numbers. */
const missingWords: Record<string, string> = {
  second_officer: '没有第二名执法人员',
  presented: '没有亮证记录',
  notified: '没有告知记录',
  answers: '有检查项未作答',
  party: '没有当事人签名或拒签记录',
  failure_evidence: '有不合格项没有照片或说明',
  measure_due: '责令改正没有期限',
  refusal_witness: '拒签没有见证人',
  officer_signatures: '执法人员签名不齐',
  findings: '有不合格项未记发现',
  not_opened: '缺少开始检查的记录',
  entry_after_withdrawn: '撤回之后仍有记录',
  opened_twice: '开始检查不止一次',
  unknown_kind: '有无法识别的条目',
  closed_twice: '结束了不止一次',
  late_entries: '结束之后仍有记录',
}

/** The kinds of matter. */
export const matterKinds: Record<string, string> = {
  penalty: '行政处罚',
  licence: '行政许可',
  coercion: '行政强制',
  inspection: '行政检查',
  collection: '行政征收',
  confirmation: '行政确认',
  other: '其他',
}

/** What a closing or the fold noticed: a rule of the procedure, else a code of older records. */
export function lackWord(code: string): string {
  return wordsOf(code) ?? wordFor(missingWords, code)
}

/** The word for a code, or the code itself when it is newer than this build. */
export function wordFor(table: Record<string, string>, code: string | null | undefined): string {
  return code ? (table[code] ?? code) : '—'
}
