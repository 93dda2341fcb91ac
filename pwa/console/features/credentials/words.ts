import { certificateStates, type StateWord, stateWord } from '@shared/text/states'
import type { CertificateKind, ChangeKind, ChangeState, Status } from '../../api/credential-types'

/** A certificate's status as the registry and its files name it. */
export const statuses: Record<Status, StateWord> = {
  ...certificateStates,
  pending: { word: '待发证', tone: 'wait', icon: 'clock' },
}

export const statusOrder: readonly Status[] = [
  'valid',
  'pending',
  'suspended',
  'withdrawn',
  'lost',
  'expired',
  'cancelled',
  'voided',
]

export const statusOf = (status: string): StateWord => stateWord(statuses, status)

/** Kinds as the registry's files name them. */
export const kinds: Record<CertificateKind, string> = {
  province: '省发',
  ministry: '部发',
  assisting: '辅助人员',
}

export const kindWord = (kind: string): string => (kinds as Record<string, string>)[kind] ?? kind

export const changeStates: Record<ChangeState, StateWord> = {
  proposed: { word: '待批', tone: 'wait', icon: 'clock' },
  approved: { word: '已同意', tone: 'ok', icon: 'check' },
  rejected: { word: '不同意', tone: 'bad', icon: 'cross' },
}

export const changeKinds: Record<ChangeKind, string> = {
  create: '申领',
  status: '状态变更',
  portrait: '照片',
  import: '批量导入',
}

export const assessmentResults: Record<string, StateWord> = {
  passed: { word: '合格', tone: 'ok', icon: 'check' },
  failed: { word: '不合格', tone: 'bad', icon: 'cross' },
  deferred: { word: '暂缓', tone: 'wait', icon: 'clock' },
}

/** Hours a year in each half, 公共法律 and 专业法律. */
export const hoursNeeded = 30

export const halves = { public_law: '公共法律知识', professional: '专业法律知识' } as const
