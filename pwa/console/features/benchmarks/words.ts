import { type StateWord, stateWord } from '@shared/text/states'
import type { Decision } from '../../api/benchmark-types'

/** Where a version stands on its way from a draft to what everybody reads. */
export const statuses = {
  draft: { word: '待审核', tone: 'wait', icon: 'clock' },
  approved: { word: '待发布', tone: 'wait', icon: 'inbox' },
  published: { word: '已发布', tone: 'ok', icon: 'check' },
  superseded: { word: '已被替代', tone: 'info', icon: 'chain' },
  withdrawn: { word: '已撤回', tone: 'bad', icon: 'withdrawn' },
} as const satisfies Record<string, StateWord>

export type Status = keyof typeof statuses
export const statusOf = (status: string): StateWord => stateWord(statuses, status)

/** Whether the issuer still holds to it. */
const standings: Record<string, StateWord> = {
  in_force: { word: '现行', tone: 'ok', icon: 'check' },
  lapsed: { word: '失效', tone: 'bad', icon: 'cross' },
  replaced: { word: '被上级替代', tone: 'bad', icon: 'chain' },
}

export const standingOf = (standing: string): StateWord => stateWord(standings, standing)

export const demoState: StateWord = { word: '演示数据,不作执法依据', tone: 'wait', icon: 'alert' }

/** What each rule of the linter looks at. */
const rules: Record<string, string> = {
  L1: '阶次超出法定幅度',
  L2: '阶次之间有空档或重叠',
  L3: '引用的法律已废止',
  L4: '制定早于法律修订',
  L5: '已失效或被替代',
  L6: '没有最低额却有减轻阶次',
  L7: '适用情形不周延或不互斥',
  L8: '超出上级基准',
  L9: '疑似把万元当作元',
  L10: '“并处”与“可以并处”不明确',
}

export const ruleWords = (code: string): string => `${code} ${rules[code] ?? ''}`.trim()

/** A decision: its name on the button, and what it does. */
export const decisions: Record<Decision, { word: string; consequence: string }> = {
  approve: {
    word: '审核通过',
    consequence: '通过后进入待发布,还没有生效;由执法监督人员发布。有必须改正的错误的,不能通过。',
  },
  publish: {
    word: '发布',
    consequence:
      '发布后自施行日期起生效,公示页面和执法人员手机随之更新;同一编号原来的版本在前一日终止。发布后不能撤回,只能录入新版本替代。',
  },
  withdraw: {
    word: '不同意,撤回',
    consequence: '撤回后不再办理,内容和理由留存;改正后作为新版本重新录入。已经发布的版本不受影响。',
  },
}
