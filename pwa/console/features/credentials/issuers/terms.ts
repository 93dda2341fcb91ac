import type { Issuer } from '../../../api/credential-types'

/** From when to when an issuer issues, in words. */
export function termOf({ valid_from, valid_to }: Pick<Issuer, 'valid_from' | 'valid_to'>): string {
  if (valid_from && valid_to) return `${valid_from} 至 ${valid_to}`
  if (valid_from) return `${valid_from} 起`
  return valid_to ? `至 ${valid_to}` : '不限'
}

/** Sample numbers as they are typed: one a line, or with commas between them. */
export const samplesOf = (text: string): string[] => text.split(/[\s,,、;;]+/).filter(Boolean)
