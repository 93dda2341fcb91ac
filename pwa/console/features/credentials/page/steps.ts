import { dayStart } from '@shared/text/dates'
import type { NewStatus, StepRow } from '../../../api/credential-types'

/** What a step leads to, in a sentence for whoever proposes it. */
const consequences: Record<string, string> = {
  发证: '批准后证件生效,持证人可以亮证执法。',
  暂扣: '批准后,暂扣期间不得执法;期满自动恢复有效。不填截止日期则须另行解除。',
  解除暂扣: '批准后恢复有效,可以继续执法。',
  收回: '批准后不得执法,并列入公开的失效证件名单。',
  撤销收回: '批准后恢复有效,并从失效证件名单中移出。',
  挂失: '批准后原证件停用,并列入公开的失效证件名单。',
  解除挂失: '批准后恢复有效,并从失效证件名单中移出。',
  注销: '批准后不得执法,并列入公开的失效证件名单。注销前已合法进行的检查不受影响。',
  更正注销: '批准后恢复有效。仅用于更正错误的注销。',
  作废: '批准后证件作废,不能再恢复。',
}

const kept = new Set(['发证', '解除暂扣', '撤销收回', '解除挂失', '更正注销'])

export const consequenceOf = (act: string): string => consequences[act] ?? '批准后按所填时间生效。'

/** Whether a step takes the power to inspect away. */
export const isGrave = (act: string): boolean => !kept.has(act)

/** What is typed into the dialog; days are those of Asia/Shanghai, the last one included. */
export interface StepDraft {
  status: string
  /** `YYYY-MM-DDTHH:mm`, wall clock of Asia/Shanghai. */
  starts: string
  lastDay: string
  reason: string
  document: string
}

export type StepWants = Partial<Record<keyof StepDraft, string>>

/** What is still missing or wrong, by field; empty when it can be sent. */
export function wantsOf(draft: StepDraft, step: StepRow | undefined): StepWants {
  const wants: StepWants = {}
  if (!step) return { status: '请选择要办理的事项' }
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(draft.starts)) wants.starts = '请填写生效时间'
  if (!draft.reason.trim()) wants.reason = '请填写理由'
  if (step.document && !draft.document.trim()) wants.document = '请填写依据的文书或公告名称、文号'
  if (step.may_end && draft.lastDay && draft.lastDay < draft.starts.slice(0, 10))
    wants.lastDay = '截止日期早于生效日期'
  return wants
}

/** The draft as the server takes it. The last day counts whole, so the end lies at the next midnight. */
export function proposalOf(draft: StepDraft, step: StepRow): NewStatus {
  return {
    status: step.status as NewStatus['status'],
    starts_at: `${draft.starts}:00+08:00`,
    ends_at: step.may_end && draft.lastDay ? dayStart(nextDay(draft.lastDay)) : null,
    reason: draft.reason.trim(),
    document: draft.document.trim(),
  }
}

function nextDay(day: string): string {
  const moment = new Date(`${day}T00:00:00Z`)
  moment.setUTCDate(moment.getUTCDate() + 1)
  return moment.toISOString().slice(0, 10)
}
