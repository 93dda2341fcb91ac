import type { Assessment, Question } from '@shared/benchmarks/types.ts'
import type { StateWord } from '@shared/text/states.ts'

export { branchFine, confidences, levels, rangeWords, stages } from '@shared/benchmarks/words.ts'

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
