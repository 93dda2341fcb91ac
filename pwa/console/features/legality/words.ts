import type { StateWord } from '@shared/text/states'
import type { Legality, LegalOpinion, LegalPoint, LegalReviewRow, Qualification } from '../../api/legality'

export const reviewStates = {
  waiting: { word: '待审核', tone: 'wait', icon: 'clock' },
  agreed: { word: '同意', tone: 'ok', icon: 'check' },
  amend: { word: '建议修改', tone: 'wait', icon: 'pen' },
  refused: { word: '不同意', tone: 'bad', icon: 'cross' },
  recused: { word: '已回避', tone: 'off', icon: 'return' },
  recalled: { word: '已撤回', tone: 'off', icon: 'withdrawn' },
} as const satisfies Record<LegalReviewRow['state'], StateWord>

export const standings = {
  none: { word: '尚未送审', tone: 'wait', icon: 'clock' },
  waiting: { word: '正在审核', tone: 'wait', icon: 'clock' },
  agreed: { word: '已同意', tone: 'ok', icon: 'check' },
  amend: { word: '建议修改', tone: 'wait', icon: 'pen' },
  refused: { word: '不同意', tone: 'bad', icon: 'cross' },
  stale: { word: '有变动,须重新送审', tone: 'wait', icon: 'refresh' },
} as const satisfies Record<Legality['standing'], StateWord>

/** What a reviewer looks at, in order (行政处罚法第五十八条;国办发〔2018〕118号). */
export const points = {
  jurisdiction: '主体与管辖:执法主体合法,人员具备资格,未超越权限',
  facts: '事实:认定的违法事实清楚',
  evidence: '证据:合法、充分,能证明所认定的事实',
  law: '法律适用:适用法律、法规、规章准确',
  procedure: '程序:符合法定程序',
  discretion: '裁量:适用裁量基准适当,说明了理由',
  documents: '文书:完备、规范;涉嫌犯罪的已考虑移送',
} as const satisfies Record<LegalPoint['point'], string>

export const opinions = {
  agreed: '同意',
  amend: '建议修改',
  refused: '不同意',
} as const satisfies Record<LegalOpinion['opinion'], string>

export const grounds = {
  legal_exam: '通过国家统一法律职业资格考试',
  before_2018: '2018 年前已从事法制审核(非初次从事)',
} as const satisfies Record<Qualification['ground'], string>

export function heldState(row: Qualification): StateWord {
  return row.holds
    ? { word: '有效', tone: 'ok', icon: 'check' }
    : { word: '不在有效期', tone: 'off', icon: 'ban' }
}
