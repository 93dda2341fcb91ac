/** The sentences of a trace, word for word those of backend/zhifa/benchmarks/trace.py. */
import type { Benchmark, Branch, Facts, Money, Question, Range, Tier, Unit } from './types.ts'

const UNIT_WORDS: Record<Unit, string> = {
  yuan: '元',
  multiple: '倍',
  percent: '%',
  per_head: '元/人',
  per_vehicle: '元/辆',
  per_square_metre: '元/平方米',
}
const COUNTED: Partial<Record<Unit, string>> = {
  per_head: '人',
  per_vehicle: '辆',
  per_square_metre: '平方米',
}
const KIND_WORDS = { statute: '法条规定', published: '公布的裁量基准', derived: '演示数据,不作执法依据' }

export function lawWords(benchmark: Benchmark): string {
  return `违法行为:${benchmark.violation}。处罚依据:${cited(benchmark)}。`
}

export function cited(benchmark: Benchmark): string {
  return benchmark.penalising.map((each) => `《${each.law}》${each.article}`).join('、')
}

/** The benchmark's own questions, then those of its lists; each fact once. */
export function questionsOf(benchmark: Benchmark): Question[] {
  const every = [
    ...(benchmark.questions ?? []),
    ...(benchmark.grounds ?? []).flatMap((ground) => ground.questions ?? []),
  ]
  return every.filter((each, place) => every.findIndex((other) => other.fact === each.fact) === place)
}

/** The facts that were given, in the order of the questions. */
export function factWords(benchmark: Benchmark, facts: Facts): string[] {
  return questionsOf(benchmark).flatMap((question) => {
    const value = facts[question.fact]
    if (value === undefined) return []
    const chosen = question.options?.find((option) => option.value === value)?.text ?? value
    return [`事实:${question.text}为${chosen}${question.unit ?? ''}。`]
  })
}

export function nameOf(benchmark: Benchmark, fact: string): string {
  return questionsOf(benchmark).find((question) => question.fact === fact)?.text ?? fact
}

/** The arithmetic: rate, base and result; only the result where nothing is counted. */
export function spanWords(
  benchmark: Benchmark,
  range: Range,
  facts: Facts,
  money: Money,
  daily: string | null | undefined,
): string {
  const result = moneyWords(money)
  if (range.of == null && daily == null) return result
  const unit = range.unit ?? 'yuan'
  const rate = ends(
    range.min,
    range.max,
    range.min_inclusive ?? true,
    range.max_inclusive ?? true,
    UNIT_WORDS[unit],
  )
  const base =
    range.of == null ? '' : `${nameOf(benchmark, range.of)}${facts[range.of]}${COUNTED[unit] ?? '元'}×`
  const days = daily == null ? '' : `×${facts[daily]}日`
  return `${base}(${rate})${days},即${result}`
}

export function moneyWords(money: Money): string {
  return ends(money.min, money.max, money.min_inclusive, money.max_inclusive, '元')
}

/** 以上 and 以下 include the number, 超过 and 不满 do not. */
function ends(
  low: string,
  high: string,
  lowInclusive: boolean,
  highInclusive: boolean,
  unit: string,
): string {
  if (low === high) return `${low}${unit}`
  const least = lowInclusive ? `${low}${unit}以上` : `超过${low}${unit}、`
  const most = highInclusive ? `${high}${unit}以下` : `不满${high}${unit}`
  return low === '0' && !lowInclusive ? most : least + most
}

export function tierWords(tier: Tier, arithmetic: string | null): string {
  const origin = KIND_WORDS[tier.kind ?? 'derived'] + (tier.inferred ? '、原文未见而推定' : '')
  return `裁量阶次:${tier.level}(${origin})${arithmetic === null ? '。' : `,罚款${arithmetic}。`}`
}

export function formulaWords(benchmark: Benchmark, branch: Branch): string[] {
  const used = (benchmark.formulas ?? []).filter((each) => each.id === branch.formula)
  return used.map((each) => `裁量公式:${each.words}。`)
}

export function askWords(benchmark: Benchmark, missing: readonly string[]): string {
  return `还需要知道:${missing.map((fact) => nameOf(benchmark, fact)).join('、')}。`
}
