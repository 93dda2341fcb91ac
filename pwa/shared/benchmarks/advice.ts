/** Rows of the lists that an officer should look at (backend/zhifa/benchmarks/advice.py). */
import { groundsOf, waitingForHistory } from './choosing.ts'
import type { Benchmark, Facts } from './types.ts'

/** 可以 rows that apply, and rows that would apply if nothing of the kind was found before. */
export function adviceOf(benchmark: Benchmark, facts: Facts): string[] {
  const rows = [
    ...groundsOf(benchmark, facts, 'no_penalty').filter((ground) => ground.discretionary),
    ...groundsOf(benchmark, facts, 'lighter'),
    ...groundsOf(benchmark, facts, 'no_coercion'),
  ]
  const unsure = waitingForHistory(benchmark, facts)
  return [
    ...rows.map((row) => `${row.title}(${row.basis})`),
    ...unsure.map((row) => `可能符合“${row.title}”(${row.basis}):以前有无同类违法行为未知,请核实`),
  ]
}
