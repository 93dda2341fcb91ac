import type { StateWord } from '@shared/text/states'
import type { ComplaintRow, StepName } from '../../api/feedback'

export const complaintStates = {
  received: { word: '待受理', tone: 'wait', icon: 'clock' },
  accepted: { word: '办理中', tone: 'info', icon: 'pen' },
  declined: { word: '不予受理', tone: 'bad', icon: 'ban' },
  answered: { word: '已答复', tone: 'ok', icon: 'check' },
  closed: { word: '已办结', tone: 'off', icon: 'check' },
} as const satisfies Record<ComplaintRow['state'], StateWord>

/** What a step is called, what it does, and what is to be written for it. */
export interface StepWords {
  word: string
  meaning: string
  label: string
  required: boolean
}

export const steps: Record<StepName, StepWords> = {
  accept: { word: '受理', meaning: '受理后,请在答复期限前答复。', label: '备注(可不填)', required: false },
  decline: {
    word: '不予受理',
    meaning: '理由会显示给投诉人,投诉人凭查询码查看。',
    label: '理由(必填)',
    required: true,
  },
  forward: {
    word: '转办',
    meaning: '转给另一司法行政部门办理,期限不变;转出后由对方办理。',
    label: '说明(必填)',
    required: true,
  },
  answer: { word: '答复', meaning: '答复只有投诉人凭查询码能看到。', label: '答复(必填)', required: true },
  close: { word: '办结', meaning: '办结后不再变动。', label: '备注(可不填)', required: false },
}

/** The day by which something must be done next, and what; null where nothing waits. */
export function dueOf(row: ComplaintRow): { day: string; what: string } | null {
  if (row.state === 'received') return { day: row.accept_by, what: '前受理' }
  return row.state === 'accepted' ? { day: row.answer_by, what: '前答复' } : null
}
