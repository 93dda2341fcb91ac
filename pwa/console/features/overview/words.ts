import { results, sources, wordFor } from '@shared/text/kinds'
import type { RouteLocationRaw } from 'vue-router'
import type { Overview, Totals } from '../../api/overview'
import type { OverviewFilters } from './filters'

/** A line of the table behind a picture. */
export interface Line {
  name: string
  now: number
  before: number | null
  /** Said beside the name, for instance how grave it is. */
  note?: string
  to?: RouteLocationRaw
}

/** What an hour figure says: hours to two days, then days. */
export function hoursWords(hours: number | null): string {
  if (hours === null) return '—'
  return hours <= 48 ? `${hours} 小时` : `${Math.round((hours / 24) * 10) / 10} 天`
}

/** How a count compares with the period before, in words: no arrow says whether that is good. */
export function changeWords(now: number, before: number | null): string {
  if (before === null) return '—'
  const difference = now - before
  if (difference === 0) return '持平'
  const share = before > 0 ? `(${Math.round((Math.abs(difference) / before) * 100)}%)` : ''
  return `${difference > 0 ? '多' : '少'} ${Math.abs(difference)}${share}`
}

export function shareWords(part: number, whole: number): string {
  return whole > 0 ? `${Math.round((part / whole) * 100)}%` : '—'
}

/**
 * The list of records behind a count. The list knows agencies, not counties or fields: with one of those chosen,
 * it would show more than was counted, so there is no link.
 */
export function recordsOf(
  filters: OverviewFilters,
  days: { first_day: string; last_day: string },
  state = '',
): RouteLocationRaw | undefined {
  if (!filters.agency && (filters.division || filters.field)) return undefined
  const said = { agency: filters.agency, from: days.first_day, to: days.last_day, state }
  const query = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''))
  return { name: 'records', query }
}

export function alertsOf(filters: OverviewFilters, rule = '', state = ''): RouteLocationRaw | undefined {
  if (!filters.agency && (filters.division || filters.field)) return undefined
  const said = { agency: filters.agency, rule, state }
  return {
    name: 'alerts',
    query: Object.fromEntries(Object.entries(said).filter(([, value]) => value !== '')),
  }
}

const reasonWords: Record<string, string> = { ...sources, unknown: '未写明' }

export function sliceLines(told: Overview, filters: OverviewFilters): Line[] {
  return told.slices.map((one) => ({
    name: one.name,
    now: one.visits,
    before: one.before,
    ...link(one.visits > 0 ? recordsOf(filters, one) : undefined),
  }))
}

export function ruleLines(told: Overview, filters: OverviewFilters): Line[] {
  return told.rules.map((one) => ({
    name: one.title,
    note: one.rule,
    now: one.visits,
    before: one.before,
    ...link(one.severity === 'info' ? undefined : alertsOf(filters, one.rule)),
  }))
}

export function warningLines(told: Overview): Line[] {
  return told.warnings.map((one) => ({ name: one.name, note: one.code, now: one.visits, before: one.before }))
}

export function keyFieldLines(told: Overview): Line[] {
  return told.key_fields.map((one) => ({
    name: one.name,
    note: one.gap ? '检查缺位' : one.agencies === 0 ? '范围内没有负责单位' : `${one.agencies} 个单位负责`,
    now: one.visits,
    before: one.before,
  }))
}

export const resultLines = (told: Overview): Line[] =>
  told.results.map((one) => ({ name: wordFor(results, one.name), now: one.visits, before: one.before }))

export const reasonLines = (told: Overview): Line[] =>
  told.reasons.map((one) => ({ name: wordFor(reasonWords, one.name), now: one.visits, before: one.before }))

const link = (to: RouteLocationRaw | undefined) => (to ? { to } : {})

/** One figure of the row at the top. */
export interface Head {
  name: string
  value: string
  before: string
  to?: RouteLocationRaw
}

export function headsOf(told: Overview, filters: OverviewFilters): Head[] {
  const { now, then, period } = told
  const count = (name: string, of: (totals: Totals) => number, state = ''): Head => ({
    name,
    value: String(of(now)),
    before: changeWords(of(now), of(then)),
    ...link(recordsOf(filters, period, state)),
  })
  return [
    count('检查次数', (totals) => totals.visits),
    count('待审', (totals) => totals.closed, 'closed'),
    count('已退回', (totals) => totals.returned, 'returned'),
    count('已通过', (totals) => totals.accepted, 'accepted'),
    { name: '有核查提示', value: String(now.found), before: `占 ${shareWords(now.found, now.visits)}` },
    {
      name: '审核用时中位数',
      value: hoursWords(now.median_hours),
      before: `上期 ${hoursWords(then.median_hours)}`,
    },
    {
      name: '九成审核用时',
      value: hoursWords(now.ninety_hours),
      before: `上期 ${hoursWords(then.ninety_hours)}`,
    },
    {
      name: '检查事项覆盖',
      value: `${told.matters.covered}/${told.matters.held}`,
      before: shareWords(told.matters.covered, told.matters.held),
    },
  ]
}
