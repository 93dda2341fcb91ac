import { stageOf } from '@shared/benchmarks/choosing.ts'
import { questionsOf } from '@shared/benchmarks/trace.ts'
import type { Assessment, Benchmark, Facts, Question } from '@shared/benchmarks/types.ts'
import { stages } from './words.ts'

/** What is asked of every case that the calculator may need and no benchmark writes down. */
function common(benchmark: Benchmark): Question[] {
  const known = [...new Set(benchmark.branches.map(stageOf))]
  const options = known.map((value) => ({ value, text: stages[value] ?? value }))
  return [
    { fact: 'stage', text: '本案进行到哪一步', options },
    {
      fact: 'law',
      text: '适用哪一部规定',
      options: [
        { value: 'earlier', text: '行为时的规定' },
        { value: 'present', text: '现行规定' },
      ],
    },
  ]
}

/**
 * The questions that matter now: those answered, in their order, and those that the calculator waits for. What only
 * the lists of 不予处罚 and the like ask is offered apart.
 */
export function asked(
  benchmark: Benchmark,
  facts: Facts,
  answer: Assessment,
): { now: Question[]; lists: Question[] } {
  const every = [...common(benchmark), ...questionsOf(benchmark)]
  const wanted = new Set([...answer.missing, ...(answer.outcome === 'choose_law' ? ['law'] : [])])
  const own = new Set([...wanted, ...ownFacts(benchmark)])
  const now = every.filter(({ fact }) => wanted.has(fact) || (fact in facts && own.has(fact)))
  const unknown = [...wanted].filter((fact) => !every.some((question) => question.fact === fact))
  const lists = questionsOf(benchmark).filter(
    ({ fact }) => !now.some((each) => each.fact === fact) && !own.has(fact),
  )
  return { now: [...now, ...unknown.map((fact) => ({ fact, text: fact }))], lists }
}

/** Facts that branches, tiers, factors and amounts read. */
function ownFacts(benchmark: Benchmark): string[] {
  const conditions = benchmark.branches.flatMap((branch) => [
    ...(branch.when ?? []),
    ...(branch.tiers ?? []).flatMap((tier) => tier.when ?? []),
    ...(branch.score ?? []).flat().flatMap((points) => points.when),
  ])
  const steps = (benchmark.formulas ?? []).flatMap((each) => each.steps.flatMap((step) => step.when ?? []))
  const counted = benchmark.branches.flatMap(({ fine, person, daily }) => [fine?.of, person?.of, daily])
  const named = [...conditions, ...steps].map(({ fact }) => fact)
  return ['stage', 'law', 'circumstance', ...named, ...counted.filter((fact): fact is string => fact != null)]
}
