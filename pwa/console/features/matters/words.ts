import { type StateWord, stateWord } from '@shared/text/states'
import type { Decision } from '../../api/matters'

/** The seven kinds in which the catalogue is kept. */
export const matterKinds = ['检查', '处罚', '许可', '征收征用', '确认', '给付', '强制'] as const

/** As far as the text of the legal basis was read. */
export const confidences = { high: '已核对原文', medium: '据转载核对', low: '未核对' } as const

export const standings = { in_force: '现行有效', coming: '尚未施行', ended: '已取消' } as const
export type Standing = keyof typeof standings

/** What a change of the catalogue does. */
export const changeKinds: Record<string, string> = {
  publish: '公布',
  amend: '变更',
  withdraw: '取消',
  delegate: '赋权',
  take_back: '收回赋权',
}

export const statuses = {
  proposed: { word: '待批', tone: 'wait', icon: 'clock' },
  approved: { word: '已通过', tone: 'ok', icon: 'check' },
  rejected: { word: '未通过', tone: 'bad', icon: 'cross' },
  revoked: { word: '已撤回', tone: 'info', icon: 'withdrawn' },
} as const satisfies Record<string, StateWord>

export type Status = keyof typeof statuses
export const statusOf = (status: string): StateWord => stateWord(statuses, status)

export const decisions: Record<Decision, { word: string; consequence: string }> = {
  approve: {
    word: '审核通过',
    consequence: '通过后立即写入目录,通知本领域执法人员;涉及的检查记录会重新核查。',
  },
  reject: { word: '不予通过', consequence: '目录不变;提出人会看到您写明的理由,可以修改后重新提出。' },
  revoke: { word: '撤回', consequence: '目录不变;需要时可以重新提出。' },
}
