import { type Ref, ref, watch } from 'vue'
import type { LegalOpinion, LegalPoint } from '../../api/legality'
import { points } from './words'

/** An opinion as it is written: a point is undecided until one of the two is chosen. */
export interface PointDraft {
  point: LegalPoint['point']
  met: boolean | null
  words: string
  entries: string[]
}

export interface OpinionDraft {
  opinion: LegalOpinion['opinion'] | ''
  words: string
  points: PointDraft[]
}

const key = (id: string) => `zhifa-legal-${id}`

function empty(): OpinionDraft {
  const names = Object.keys(points) as LegalPoint['point'][]
  return {
    opinion: '',
    words: '',
    points: names.map((point) => ({ point, met: null, words: '', entries: [] })),
  }
}

function remembered(id: string): OpinionDraft {
  try {
    return { ...empty(), ...(JSON.parse(localStorage.getItem(key(id)) ?? '{}') as Partial<OpinionDraft>) }
  } catch {
    return empty()
  }
}

/** The draft of an opinion, kept in this browser until it is given. */
export function useOpinion(id: string): Ref<OpinionDraft> {
  const draft = ref(remembered(id))
  watch(draft, (now) => localStorage.setItem(key(id), JSON.stringify(now)), { deep: true })
  return draft
}

export function forget(id: string): void {
  localStorage.removeItem(key(id))
}

/** What is still missing before it can be given, in words; empty where nothing is. */
export function lacking(draft: OpinionDraft): string {
  if (draft.points.some((point) => point.met === null)) return '请逐项选择是否符合。'
  const unmet = draft.points.filter((point) => point.met === false)
  if (unmet.some((point) => point.words.trim() === '')) return '不符合的项目须写明理由。'
  if (draft.opinion === '') return '请选择审核意见。'
  if (draft.opinion === 'agreed') return unmet.length > 0 ? '有不符合的项目,不能选“同意”。' : ''
  return draft.words.trim() === '' ? '建议修改、不同意的,须写明意见。' : ''
}

export function wireOf(draft: OpinionDraft, decisive: string): LegalOpinion {
  return {
    opinion: draft.opinion || 'refused',
    decisive_sha256: decisive,
    words: draft.words.trim(),
    points: draft.points.map((point) => ({ ...point, met: point.met === true, words: point.words.trim() })),
  }
}
