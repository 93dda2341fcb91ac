import type { StateWord } from '@shared/text/states'
import type { DrawnCase, DrawRow, Result, SheetRow } from '../../api/appraisal'

export const settledStates = {
  waiting: { word: '评查中', tone: 'wait', icon: 'clock' },
  open: { word: '待仲裁', tone: 'wait', icon: 'scale' },
  agreed: { word: '两人一致', tone: 'ok', icon: 'check' },
  arbitrated: { word: '仲裁裁定', tone: 'info', icon: 'scale' },
} as const satisfies Record<DrawnCase['settled'], StateWord>

export const parts = {
  first: '第一评查员',
  second: '第二评查员',
  arbiter: '仲裁员',
} as const satisfies Record<SheetRow['part'], string>

/** How far a draw has come. */
export function drawState(row: DrawRow): StateWord {
  if (row.seed === null) return { word: '清单已冻结,待公布种子', tone: 'wait', icon: 'lock' }
  if (row.submitted < row.sheets)
    return { word: `评查中 ${row.submitted}/${row.sheets}`, tone: 'wait', icon: 'clock' }
  return { word: '评查表已全部提交', tone: 'ok', icon: 'check' }
}

export function sheetState(row: SheetRow): StateWord {
  return row.submitted_at
    ? { word: '已提交', tone: 'ok', icon: 'check' }
    : { word: '待评查', tone: 'wait', icon: 'pen' }
}

/** A result in one phrase. */
export function resultWords(result: Result): string {
  const vetoed = result.vetoed.length > 0 ? `,否决项 ${result.vetoed.join('、')} 未通过` : ''
  return `${result.grade},${result.points}/${result.of} 分${vetoed}`
}

export function resultState(result: Result): StateWord {
  return result.grade === '不合格'
    ? { word: resultWords(result), tone: 'bad', icon: 'cross' }
    : { word: resultWords(result), tone: 'ok', icon: 'check' }
}
