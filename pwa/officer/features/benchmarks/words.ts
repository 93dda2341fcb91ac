import { moneyWords } from '@shared/benchmarks/trace.ts'
import type { Assessment, Branch, Level, Question, Range, Unit } from '@shared/benchmarks/types.ts'
import { tenThousands } from '@shared/text/money.ts'
import type { StateWord } from '@shared/text/states.ts'

const units: Record<Unit, string> = {
  yuan: '元',
  multiple: '倍',
  percent: '%',
  per_head: '元/人',
  per_vehicle: '元/辆',
  per_square_metre: '元/平方米',
}

/** A range as the benchmark writes it. */
export function rangeWords(range: Range): string {
  const unit = range.unit ?? 'yuan'
  const short = unit === 'yuan' ? tenThousands : (amount: string) => amount
  const words = moneyWords({
    min: short(range.min),
    max: short(range.max),
    min_inclusive: range.min_inclusive ?? true,
    max_inclusive: range.max_inclusive ?? true,
  })
  return unit === 'yuan' ? words : words.replaceAll('元', units[unit])
}

export function branchFine(branch: Branch): string {
  const fine = branch.fine ? `${branch.optional ? '可以' : ''}罚款${rangeWords(branch.fine)}` : ''
  const person = branch.person ? `责任人员罚款${rangeWords(branch.person)}` : ''
  return [fine, person].filter(Boolean).join(';') || '不设罚款'
}

export const levels: Record<Level, string> = {
  nation: '国家',
  province: '省级',
  city: '市级',
  county: '县级',
}

export const confidences: Record<string, string> = {
  high: '已核对',
  'medium-high': '基本核对',
  medium: '部分核对',
  low: '未核对',
  demo: '演示数据',
}

export const stages: Record<string, string> = {
  base: '违法行为本身',
  order_to_correct: '已责令改正',
  refusal: '责令改正后拒不改正',
  overdue: '责令改正后逾期未改正',
  overdue_or_refusal: '逾期未改正或拒不改正',
  refusal_of_inspection: '拒绝监督检查',
  aggravated: '情节严重',
}

/** What an answer is, in one word with its colour. */
export const outcomes: Record<Assessment['outcome'], StateWord> = {
  range: { word: '可以处罚', tone: 'info', icon: 'shield' },
  measures: { word: '不处罚款', tone: 'info', icon: 'shield' },
  no_penalty: { word: '不予处罚', tone: 'ok', icon: 'check' },
  not_yet: { word: '现阶段不处罚', tone: 'ok', icon: 'clock' },
  ask: { word: '还需要事实', tone: 'wait', icon: 'help' },
  gap: { word: '法条没有规定', tone: 'bad', icon: 'alert' },
  overlap: { word: '不能自动选择', tone: 'bad', icon: 'alert' },
  choose_law: { word: '新旧规定待选择', tone: 'wait', icon: 'alert' },
}

/** The options of a question as large choices. */
export function optionWords(question: Question): { value: string; word: string }[] {
  return (question.options ?? []).map(({ value, text }) => ({ value, word: text }))
}
