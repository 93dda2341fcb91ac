import { draftOf, emptyDraft, lineWords, rowOf, statement } from '@console/features/benchmarks/lists/draft'
import { expect, test } from 'vitest'

const row = {
  ground: {
    id: 'BY-1',
    kind: 'no_penalty' as const,
    title: '初次违法且及时改正',
    basis: '行政处罚法第33条第1款',
    all_of: [{ fact: 'corrected', op: 'eq' as const, value: 'yes' }],
    any_of: [],
    excluded_by: [{ fact: 'harm', op: 'gt' as const, value: '3' }],
    discretionary: false,
    questions: [
      { fact: 'corrected', text: '是否及时改正', options: [{ value: 'yes', text: '是' }] },
      { fact: 'harm', text: '受害人数', unit: '人' },
    ],
    valid_from: '2026-01-01',
    valid_to: null,
    source: '演示',
    confidence: 'demo',
    demo: true,
  },
  fields: ['市场监管', '城市管理'],
  codes: [],
}

test('what is changed nowhere is sent as it came', () => {
  expect(rowOf(draftOf(row))).toEqual(row)
})

test('a question is asked once, and no longer when its last condition goes', () => {
  const draft = draftOf(row)
  draft.lines = draft.lines.filter(({ role }) => role !== 'excluded_by')
  expect(rowOf(draft).ground.questions).toHaveLength(1)
  draft.lines = [...draft.lines, ...draft.lines]
  expect(rowOf(draft).ground.questions).toHaveLength(1)
})

test('a new condition has a fact of its own and is answered yes', () => {
  const draft = { ...emptyDraft('2026-12-01'), code: 'BY-9' }
  draft.lines = [statement(' 是否首次 ', 'all_of', draft.lines, draft.code)]
  draft.lines = [...draft.lines, statement('有无危害', 'excluded_by', draft.lines, draft.code)]
  const { ground } = rowOf(draft)
  expect(ground.all_of).toEqual([{ fact: 'by_9_1', op: 'eq', value: 'yes' }])
  expect(ground.excluded_by).toEqual([{ fact: 'by_9_2', op: 'eq', value: 'yes' }])
  expect(ground.questions?.map(({ text }) => text)).toEqual(['是否首次', '有无危害'])
})

test('conditions are read in words', () => {
  expect(draftOf(row).lines.map(lineWords)).toEqual(['是否及时改正:是', '受害人数:超过3人'])
})

test('fields and codes may be apart by any usual sign', () => {
  const draft = { ...emptyDraft('2026-12-01'), fields: '市场监管, 城市管理;市场监管', codes: ' FD-01 FD-02 ' }
  expect(rowOf(draft)).toMatchObject({ fields: ['市场监管', '城市管理'], codes: ['FD-01', 'FD-02'] })
})
