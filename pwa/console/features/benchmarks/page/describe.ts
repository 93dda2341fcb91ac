import { nameOf, questionsOf } from '@shared/benchmarks/trace'
import type { Article, Benchmark, Condition, Op } from '@shared/benchmarks/types'
import { levels, stages } from '@shared/benchmarks/words'

const comparisons: Record<Op, string> = { eq: '为', lt: '不满', le: '不超过', gt: '超过', ge: '不低于' }

/** Conditions as a person reads them: names of facts, words of choices, units of numbers. */
export function conditionWords(benchmark: Benchmark, conditions: readonly Condition[]): string {
  return conditions.map((each) => oneCondition(benchmark, each)).join(',')
}

function oneCondition(benchmark: Benchmark, { fact, op, value }: Condition): string {
  if (fact === 'stage') return stages[value] ?? value
  const question = questionsOf(benchmark).find((each) => each.fact === fact)
  const chosen = question?.options?.find((option) => option.value === value)?.text
  return `${nameOf(benchmark, fact)}${comparisons[op]}${chosen ?? `${value}${question?.unit ?? ''}`}`
}

export function articleWords({ law, article, version }: Article): string {
  return `《${law}》${article}${version ? `(${version})` : ''}`
}

const listKinds = {
  no_penalty: '不予处罚',
  lighter: '从轻处罚',
  mitigated: '减轻处罚',
  no_coercion: '不予强制',
} as const

/** What else the benchmark says, as names and lines. */
export function restOf(benchmark: Benchmark): [name: string, lines: string[]][] {
  const rows: [string, string[]][] = [
    ['适用对象', benchmark.party ? [benchmark.party] : []],
    ['其他措施', benchmark.measures ?? []],
    ['四张清单', (benchmark.grounds ?? []).map((g) => `${listKinds[g.kind]}:${g.title}(${g.basis})`)],
    [
      '决定权限',
      benchmark.decision ? [`${benchmark.decision.words}(${levels[benchmark.decision.level]})`] : [],
    ],
    ['需要的事实', (benchmark.questions ?? []).map((each) => each.text)],
    ['以前的规定', benchmark.older ?? []],
  ]
  return rows.filter(([, lines]) => lines.length > 0)
}
