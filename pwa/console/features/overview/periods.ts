/** Months, quarters and years as the server names them: `2026-11`, `2026-Q4`, `2026`. */
export type PeriodKind = 'month' | 'quarter' | 'year'

const perYear: Record<PeriodKind, number> = { month: 12, quarter: 4, year: 1 }
const written = /^(20\d\d)(?:-(0[1-9]|1[0-2])|-Q([1-4]))?$/

export interface Period {
  kind: PeriodKind
  year: number
  /** The month or quarter, from 1; 1 for a year. */
  part: number
}

export function parsePeriod(code: string): Period | null {
  const found = written.exec(code)
  if (!found) return null
  const year = Number(found[1])
  if (found[2]) return { kind: 'month', year, part: Number(found[2]) }
  return found[3] ? { kind: 'quarter', year, part: Number(found[3]) } : { kind: 'year', year, part: 1 }
}

export function codeOf({ kind, year, part }: Period): string {
  if (kind === 'year') return String(year)
  return kind === 'quarter' ? `${year}-Q${part}` : `${year}-${String(part).padStart(2, '0')}`
}

export function nameOf({ kind, year, part }: Period): string {
  if (kind === 'year') return `${year}年`
  return kind === 'quarter' ? `${year}年第${'一二三四'[part - 1]}季度` : `${year}年${part}月`
}

/** The period so many later, or earlier. */
export function later(period: Period, by: number): Period {
  const each = perYear[period.kind]
  const number = period.year * each + period.part - 1 + by
  return { kind: period.kind, year: Math.floor(number / each), part: (number % each) + 1 }
}

/** The period of this kind in which a day, `2026-11-23`, lies. */
export function periodOf(kind: PeriodKind, day: string): Period {
  const year = Number(day.slice(0, 4))
  const month = Number(day.slice(5, 7))
  return { kind, year, part: kind === 'year' ? 1 : kind === 'month' ? month : Math.ceil(month / 3) }
}

/** The other kind's period in which this one ends, none later than today's. */
export function asKind(period: Period, kind: PeriodKind, today: string): Period {
  const months = 12 / perYear[period.kind]
  const last = `${period.year}-${String(period.part * months).padStart(2, '0')}-01`
  return periodOf(kind, last < today ? last : today)
}

/** Those to choose from: the current one and those before it, and whichever is chosen. */
export function choicesOf(chosen: Period, today: string): Period[] {
  const current = periodOf(chosen.kind, today)
  const many = { month: 24, quarter: 12, year: 5 }[chosen.kind]
  const listed = Array.from({ length: many }, (_, back) => later(current, -back))
  const code = codeOf(chosen)
  return listed.some((one) => codeOf(one) === code) ? listed : [chosen, ...listed]
}
