/**
 * Several matters, one walk through the shop: the checklists of the chosen
 * matters are joined, and an item that two of them share is asked once.
 */

export interface ListedItem {
  id: string
  position: number
  text: string
  requirement: string
  basis: string
  merge_key?: string | null
}

export interface ListedMatter {
  id: string
  code: string
  name: string
  checklist: { id: string; version: number | string; items: ListedItem[] }
}

/** One question as the officer sees it; `item` and `matter` are what an answer names. */
export interface AskedItem {
  item: string
  matter: string
  text: string
  requirement: string
  basis: string
  /** Every checklist item that this question stands for, the asked one first. */
  covers: { item: string; matter: string; matterName: string }[]
}

export interface MergedChecklist {
  items: AskedItem[]
  /** How many questions fell away because another matter asks the same. */
  merged: number
}

/** Joins checklists in the order the matters were chosen; the first asker keeps the question. */
export function mergeChecklists(matters: readonly ListedMatter[]): MergedChecklist {
  const asked = new Map<string, AskedItem>()
  let total = 0
  for (const matter of matters) {
    for (const item of inOrder(matter.checklist.items)) {
      total += 1
      place(asked, matter, item)
    }
  }
  const items = [...asked.values()]
  return { items, merged: total - items.length }
}

function inOrder(items: readonly ListedItem[]): ListedItem[] {
  return [...items].sort((a, b) => a.position - b.position)
}

function place(asked: Map<string, AskedItem>, matter: ListedMatter, item: ListedItem): void {
  const key = item.merge_key ? `same:${item.merge_key}` : `item:${item.id}`
  const cover = { item: item.id, matter: matter.id, matterName: matter.name }
  const standing = asked.get(key)
  if (standing) standing.covers.push(cover)
  else asked.set(key, question(matter, item, cover))
}

function question(matter: ListedMatter, item: ListedItem, cover: AskedItem['covers'][number]): AskedItem {
  const { text, requirement, basis } = item
  return { item: item.id, matter: matter.id, text, requirement, basis, covers: [cover] }
}

export interface SuggestedFor {
  trade?: string | null
  kind?: string | null
}

/** Matters whose trades name the subject's trade come first; the rest keep their order. */
export function suggestMatters<M extends { trades: string[] }>(
  matters: readonly M[],
  subject: SuggestedFor,
): { suggested: M[]; others: M[] } {
  const fits = (matter: M) => subject.trade != null && matter.trades.includes(subject.trade)
  return { suggested: matters.filter(fits), others: matters.filter((matter) => !fits(matter)) }
}
