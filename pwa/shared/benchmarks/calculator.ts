/**
 * From a benchmark and facts to the lawful range and the sentences that say why; the twin of
 * backend/zhifa/benchmarks/calculator.py. Both run tests/vectors/benchmarks. The day of the act chooses the text of
 * the law, what the subject did before answers the questions about it, `reckoning` does the rest.
 */
import { day } from './days.ts'
import { recalled } from './history.ts'
import { bare, choiceOf, earlierAct, lawChoiceWords, textAt } from './old_law.ts'
import { reckon, undecided } from './reckoning.ts'
import type { Assessment, Benchmark, Facts, Past } from './types.ts'

/** `past`: what was found at the same subject before; null where the phone does not know. */
export function assess(benchmark: Benchmark, facts: Facts, past: readonly Past[] | null = null): Assessment {
  const { known, said } = recalled(benchmark, facts, past)
  const act = earlierAct(benchmark, known)
  if (act !== null) return byTwoTexts(benchmark, known, act, said)
  const outside = outsideOf(benchmark, known)
  return reckon(outside.length > 0 ? bare(benchmark) : benchmark, known, [...said, ...outside])
}

function byTwoTexts(benchmark: Benchmark, facts: Facts, act: string, said: string[]): Assessment {
  const old = textAt(benchmark, act)
  if (old === null) {
    const why = `违法行为发生在${act},早于现行规定施行之日,系统没有当时规定的数据:请人工核对(行政处罚法第37条)。`
    return undecided(benchmark, facts, [...said, why])
  }
  const then = reckon(bare(old), facts, said)
  const now = reckon(bare(benchmark), facts, said)
  const asking = [then, now].find((each) => each.outcome === 'ask')
  if (asking) return asking
  const given = facts['law']
  const made = choiceOf(act, then, now, given === 'earlier' || given === 'present' ? given : null)
  const told = [...said, ...lawChoiceWords(benchmark, old, made)]
  if (made.chosen === null) return undecided(benchmark, facts, told, made)
  return reckon(made.chosen === 'earlier' ? old : benchmark, facts, told, made)
}

/** Why the tiers are not used: the benchmark was not, or is no longer, in force on the day of the act. */
function outsideOf(benchmark: Benchmark, facts: Facts): string[] {
  const act = day(facts['act_date'])
  if (act === null) return []
  const words = `违法行为发生在${act},阶次不予采用:在法定幅度内裁量。`
  if (act < benchmark.valid_from) return [`该裁量基准自${benchmark.valid_from}起施行,${words}`]
  if (benchmark.valid_to != null && act > benchmark.valid_to) {
    return [`该裁量基准至${benchmark.valid_to}失效,${words}`]
  }
  return []
}
