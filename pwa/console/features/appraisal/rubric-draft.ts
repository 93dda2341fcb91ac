import type { Rubric, RubricDraft, RubricItem } from '../../api/appraisal'

/** An item as it is typed: numbers are text until they are sent. */
export interface ItemDraft {
  key: number
  code: string
  dimension: string
  text: string
  veto: boolean
  points: string
  each: string
  basis: string
}

export interface GradeDraft {
  key: number
  name: string
  atLeast: string
}

export interface Draft {
  name: string
  source: string
  tolerance: string
  items: ItemDraft[]
  grades: GradeDraft[]
}

let keys = 0
const nextKey = () => ++keys

export function newItem(code: string, veto = false): ItemDraft {
  return { key: nextKey(), code, dimension: '', text: '', veto, points: '10', each: '2', basis: '' }
}

export function newGrade(): GradeDraft {
  return { key: nextKey(), name: '', atLeast: '' }
}

/** What an editor begins with: the given rubric, or two items and two grades. */
export function draftOf(rubric: Rubric | null): Draft {
  if (!rubric)
    return {
      name: '',
      source: '',
      tolerance: '10',
      items: [newItem('V1', true), newItem('A1')],
      grades: [
        { key: nextKey(), name: '优秀', atLeast: '90' },
        { key: nextKey(), name: '合格', atLeast: '60' },
      ],
    }
  const { items, grades, tolerance } = rubric.standard
  return {
    name: rubric.name,
    source: rubric.source,
    tolerance: String(tolerance),
    items: items.map(itemDraft),
    grades: grades.map((grade) => ({
      key: nextKey(),
      name: grade.name,
      atLeast: String(grade.at_least),
    })),
  }
}

function itemDraft(item: RubricItem): ItemDraft {
  return {
    key: nextKey(),
    code: item.code,
    dimension: item.dimension,
    text: item.text,
    veto: item.veto ?? false,
    points: String(item.points ?? 0),
    each: String(item.each ?? 0),
    basis: item.basis ?? '',
  }
}

/** What is sent. A veto item has no points. */
export function wireOf(draft: Draft): RubricDraft {
  return {
    name: draft.name.trim(),
    source: draft.source.trim(),
    standard: {
      tolerance: Number(draft.tolerance),
      grades: draft.grades.map((grade) => ({ name: grade.name.trim(), at_least: Number(grade.atLeast) })),
      items: draft.items.map((item) => ({
        code: item.code.trim(),
        dimension: item.dimension.trim(),
        text: item.text.trim(),
        veto: item.veto,
        points: item.veto ? 0 : Number(item.points),
        each: item.veto ? 0 : Number(item.each),
        basis: item.basis.trim(),
      })),
    },
  }
}

export function pointsOf(draft: Draft): number {
  return draft.items.reduce((sum, item) => sum + (item.veto ? 0 : Number(item.points) || 0), 0)
}
