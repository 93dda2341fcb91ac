/** What a subject did before, where a rule asks for it (backend/zhifa/benchmarks/history.py). */
import { day, monthsBefore } from './days.ts'
import { number } from './money.ts'
import { questionsOf } from './trace.ts'
import type { Benchmark, Facts, Past } from './types.ts'

/** The facts with what the history answers, and a sentence for each; the higher of history and answer counts. */
export function recalled(
  benchmark: Benchmark,
  facts: Facts,
  past: readonly Past[] | null,
): { known: Facts; said: string[] } {
  const act = day(facts['act_date'])
  if (past === null || act === null) return { known: facts, said: [] }
  const known: Record<string, string> = { ...facts }
  const said: string[] = []
  for (const question of questionsOf(benchmark)) {
    if (question.months == null) continue
    const since = monthsBefore(act, question.months)
    const times = past.filter(
      (each) => each.code === benchmark.code && since <= each.on && each.on < act,
    ).length
    const stated = number(known[question.fact])
    if (stated === null || stated < BigInt(times) * 1_000_000n) known[question.fact] = String(times)
    said.push(`系统记载:${act}前${question.months}个月内,同一当事人同一违法行为${times}次。`)
  }
  return { known, said }
}
