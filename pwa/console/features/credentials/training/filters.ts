import type { LocationQuery } from 'vue-router'
import { matching, spoken, uuid, wordOf } from '../../../lists/query'

/** Hours of which year, whose, and whether only those who fall short. Empty year: this one. */
export interface TrainingFilters {
  year: string
  short: '' | 'true' | 'false'
  agency: string
}

export function filtersOf(query: LocationQuery): TrainingFilters {
  return {
    year: matching(wordOf(query['year']), /^20\d{2}$/),
    short: matching(wordOf(query['short']), /^(true|false)$/) as TrainingFilters['short'],
    agency: matching(wordOf(query['agency']), uuid),
  }
}

export function queryOf(filters: TrainingFilters): Record<string, string> {
  return spoken({ ...filters })
}

/** The years to choose from: this one and those before it, and whichever the address names. */
export function yearsToChoose(thisYear: number, named: string): number[] {
  const years = new Set(Array.from({ length: 5 }, (_, back) => thisYear - back))
  if (named) years.add(Number(named))
  return [...years].sort((a, b) => b - a)
}
