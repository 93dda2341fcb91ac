import type { LocationQuery } from 'vue-router'

/** One word of an address: the first where it is said twice, without blanks around it. */
export function wordOf(value: LocationQuery[string] | undefined): string {
  return (Array.isArray(value) ? value[0] : value)?.trim() ?? ''
}

export function matching(text: string, pattern: RegExp): string {
  return pattern.test(text) ? text : ''
}

export const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
export const calendarDay = /^\d{4}-\d{2}-\d{2}$/

/** Only what is said. */
export function spoken(words: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== ''))
}
