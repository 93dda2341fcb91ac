import type { IconName } from '../ui/icons'

/** What a state looks like wherever it is shown: colour (tone), icon and word together. */
export interface StateWord {
  word: string
  tone: 'ok' | 'wait' | 'bad' | 'info' | 'off'
  icon: IconName
}

/** The server's state of an inspection. `closed` waits for review. */
export const inspectionStates = {
  open: { word: '检查中', tone: 'info', icon: 'pen' },
  closed: { word: '待审', tone: 'wait', icon: 'clock' },
  returned: { word: '已退回', tone: 'bad', icon: 'return' },
  accepted: { word: '已通过', tone: 'ok', icon: 'check' },
  withdrawn: { word: '已撤回', tone: 'off', icon: 'withdrawn' },
} as const satisfies Record<string, StateWord>

export type InspectionState = keyof typeof inspectionStates

/** The order in which states are offered as filters. */
export const inspectionStateOrder: readonly InspectionState[] = [
  'closed',
  'returned',
  'accepted',
  'open',
  'withdrawn',
]

/** An answer to a checklist item. */
export const answerStates = {
  pass: { word: '合格', tone: 'ok', icon: 'check' },
  fail: { word: '不合格', tone: 'bad', icon: 'cross' },
  na: { word: '不适用', tone: 'off', icon: 'dash' },
} as const satisfies Record<string, StateWord>

export type Answer = keyof typeof answerStates

/** What the server said of one entry, or that it has not been asked yet. */
export const entryStates = {
  pending: { word: '待上传', tone: 'wait', icon: 'upload' },
  applied: { word: '已收到', tone: 'ok', icon: 'check' },
  duplicate: { word: '已收到', tone: 'ok', icon: 'check' },
  held: { word: '等待前一条', tone: 'wait', icon: 'clock' },
  conflict: { word: '与服务器冲突', tone: 'bad', icon: 'broken' },
  rejected: { word: '服务器未接受', tone: 'bad', icon: 'ban' },
} as const satisfies Record<string, StateWord>

/** What became of one file on its way to the server. */
export const fileStates = {
  pending: { word: '待上传', tone: 'wait', icon: 'upload' },
  uploading: { word: '正在上传', tone: 'info', icon: 'upload' },
  confirmed: { word: '服务器已确认', tone: 'ok', icon: 'check' },
} as const satisfies Record<string, StateWord>

/** A reviewer's decision. */
export const decisionStates = {
  accept: { word: '通过', tone: 'ok', icon: 'check' },
  return: { word: '退回', tone: 'bad', icon: 'return' },
  comment: { word: '意见', tone: 'info', icon: 'note' },
  undo: { word: '撤销', tone: 'off', icon: 'withdrawn' },
  refer: { word: '移送', tone: 'info', icon: 'right' },
  take: { word: '接收移送', tone: 'ok', icon: 'check' },
  give_back: { word: '退还移送', tone: 'bad', icon: 'return' },
  recall: { word: '收回移送', tone: 'off', icon: 'withdrawn' },
} as const satisfies Record<string, StateWord>

export type Decision = keyof typeof decisionStates

/** What was decided about something in quarantine; null is shown as 待处理. */
export const resolutionStates = {
  open: { word: '待处理', tone: 'wait', icon: 'clock' },
  admit: { word: '已采用', tone: 'ok', icon: 'check' },
  keep: { word: '留存不入案', tone: 'off', icon: 'lock' },
} as const satisfies Record<string, StateWord>

/** A certificate's state on a given day. */
export const certificateStates = {
  valid: { word: '有效', tone: 'ok', icon: 'check' },
  suspended: { word: '暂扣', tone: 'bad', icon: 'ban' },
  withdrawn: { word: '收回', tone: 'bad', icon: 'ban' },
  lost: { word: '挂失', tone: 'bad', icon: 'ban' },
  cancelled: { word: '注销', tone: 'bad', icon: 'ban' },
  voided: { word: '作废', tone: 'bad', icon: 'ban' },
  expired: { word: '过期', tone: 'bad', icon: 'clock' },
  pending: { word: '待生效', tone: 'wait', icon: 'clock' },
} as const satisfies Record<string, StateWord>

/** How much a compliance finding weighs. */
export const severityStates = {
  block: { word: '须处理', tone: 'bad', icon: 'ban' },
  warn: { word: '应核实', tone: 'wait', icon: 'alert' },
  info: { word: '提示', tone: 'info', icon: 'info' },
} as const satisfies Record<string, StateWord>

/** Where an alert stands. */
export const alertStates = {
  open: { word: '待处理', tone: 'wait', icon: 'flag' },
  acknowledged: { word: '处理中', tone: 'info', icon: 'pen' },
  snoozed: { word: '暂缓', tone: 'off', icon: 'clock' },
  closed: { word: '已关闭', tone: 'ok', icon: 'check' },
} as const satisfies Record<string, StateWord>

export type AlertState = keyof typeof alertStates

/** A subject's risk grade. */
export const riskStates = {
  A: { word: 'A 低风险', tone: 'ok', icon: 'shield' },
  B: { word: 'B 较低风险', tone: 'info', icon: 'shield' },
  C: { word: 'C 中风险', tone: 'wait', icon: 'alert' },
  D: { word: 'D 高风险', tone: 'bad', icon: 'alert' },
} as const satisfies Record<string, StateWord>

/** Looks a code up, and shows the code itself when it is newer than this build. */
export function stateWord(table: Record<string, StateWord>, code: string): StateWord {
  return table[code] ?? { word: code, tone: 'off', icon: 'info' }
}
