import data from '@shared/procedure/procedure.json' with { type: 'json' }

/** When a visit to a subject asks for a reason: lately visited, or at the yearly cap. */

export interface Visited {
  visits_this_year: number
  last_visit_at: string | null
}

const RECENT_DAYS = data.repeat_days
const DAY = 86_400_000

export interface Caution {
  /** Sentences for the officer; empty where nothing speaks against the visit. */
  warnings: string[]
  cap: number | null
}

/**
 * What speaks against visiting now (国办发〔2024〕54号: a published yearly cap for the
 * same enterprise). It asks for a reason; it refuses nothing.
 */
export function cautionOf(subject: Visited, caps: readonly (number | null)[], now: Date): Caution {
  const cap = smallest(caps)
  const warnings: string[] = []
  const days = daysSince(subject.last_visit_at, now)
  if (days !== null && days < RECENT_DAYS)
    warnings.push(`${days === 0 ? '今天' : `${days} 天前`}刚检查过该对象。`)
  if (cap !== null && subject.visits_this_year >= cap) {
    warnings.push(`本年已检查 ${subject.visits_this_year} 次,已达年度上限 ${cap} 次。`)
  }
  return { warnings, cap }
}

function smallest(caps: readonly (number | null)[]): number | null {
  const given = caps.filter((cap): cap is number => cap !== null)
  return given.length === 0 ? null : Math.min(...given)
}

function daysSince(at: string | null, now: Date): number | null {
  if (!at) return null
  const age = now.getTime() - Date.parse(at)
  return Number.isNaN(age) || age < 0 ? null : Math.floor(age / DAY)
}

/** Reasons that are often the true one; any other may be typed. */
export const cautionReasons = ['复查整改情况', '接到投诉举报', '上级交办', '发生突发情况'] as const
