import type { StateWord } from '@shared/text/states'

/**
 * The weight of a record's open findings in words: 10,000 for each that must
 * be dealt with, 100 for each to be looked into, 1 for a hint.
 */
export function riskOf(risk: number): StateWord {
  const [block, warn, info] = [Math.floor(risk / 10_000), Math.floor((risk % 10_000) / 100), risk % 100]
  if (block > 0) return { word: `须处理 ${block}`, tone: 'bad', icon: 'ban' }
  if (warn > 0) return { word: `应核实 ${warn}`, tone: 'wait', icon: 'alert' }
  if (info > 0) return { word: `提示 ${info}`, tone: 'info', icon: 'info' }
  return { word: '未见异常', tone: 'ok', icon: 'check' }
}
