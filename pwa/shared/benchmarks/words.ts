import { tenThousands } from '../text/money.ts'
import { moneyWords } from './trace.ts'
import type { Branch, Level, Range, Unit } from './types.ts'

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
  unchecked: '未核对',
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
