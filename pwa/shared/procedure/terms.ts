import data from './procedure.json' with { type: 'json' }

/** Terms that measures set running, reckoned as the server does (backend/zhifa/calendar.py). */

export type Unit = 'working' | 'calendar'

export interface Term {
  rule: string
  measures: string[]
  what: string
  days: number
  unit: Unit
  extends: boolean
  basis: string
  confidence: 'high' | 'medium' | 'low'
}

export interface Ending {
  /** The last day of the term, YYYY-MM-DD. */
  day: string
  /** The first year on the way whose holidays are not known; only weekends are counted in it. */
  uncertainYear: number | null
}

interface Year {
  holidays: string[]
  workdays: string[]
}

const YEARS: { [year: string]: Year | undefined } = data.years
const DAY = 86_400_000

/** The term that a measure sets running, if any. */
export function termOf(measure: string | null): Term | undefined {
  return (data.terms as Term[]).find((term) => term.measures.includes(measure ?? ''))
}

/** The end of a term whose event was on `start`; that day is not counted (民法典第二百零一条). */
export function endingOf(start: string, term: Pick<Term, 'days' | 'unit' | 'extends'>): Ending {
  return term.unit === 'working' ? working(start, term.days) : calendar(start, term.days, term.extends)
}

function working(start: string, days: number): Ending {
  let day = start
  let uncertainYear: number | null = null
  for (let left = days; left > 0; ) {
    day = after(day, 1)
    if (works(day)) left -= 1
    uncertainYear ??= unknownYear(day)
  }
  return { day, uncertainYear }
}

function calendar(start: string, days: number, extend: boolean): Ending {
  let day = after(start, days)
  if (!extend) return { day, uncertainYear: null }
  let uncertainYear = unknownYear(day)
  while (!works(day)) {
    day = after(day, 1)
    uncertainYear ??= unknownYear(day)
  }
  return { day, uncertainYear }
}

function works(day: string): boolean {
  const year = YEARS[day.slice(0, 4)]
  const weekday = new Date(Date.parse(day)).getUTCDay()
  const weekend = weekday === 0 || weekday === 6
  return weekend ? (year?.workdays.includes(day) ?? false) : !year?.holidays.includes(day)
}

function unknownYear(day: string): number | null {
  return YEARS[day.slice(0, 4)] ? null : Number(day.slice(0, 4))
}

function after(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)
}
