import type { StateWord } from '@shared/text/states'

/** What a row says of its wholeness; `conflict` may come as a number or as yes and no. */
export interface WholenessFacts {
  held: number
  missing_evidence: number
  conflict: number | boolean
}

/**
 * Whether a record is whole, in one or more words; the gravest first.
 * A conflict means that the server holds one entry and was sent another in its place.
 */
export function chainStates(facts: WholenessFacts): StateWord[] {
  const states: StateWord[] = []
  if (facts.conflict) states.push({ word: '冲突', tone: 'bad', icon: 'broken' })
  if (facts.held > 0) states.push({ word: `断链 ${facts.held}`, tone: 'bad', icon: 'broken' })
  if (facts.missing_evidence > 0)
    states.push({ word: `缺证据 ${facts.missing_evidence}`, tone: 'wait', icon: 'photo' })
  return states.length > 0 ? states : [{ word: '完整', tone: 'ok', icon: 'chain' }]
}
