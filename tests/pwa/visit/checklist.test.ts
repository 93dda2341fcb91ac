import { type ListedMatter, mergeChecklists, suggestMatters } from '@shared/record/checklist.ts'
import { expect, test } from 'vitest'

function matter(code: string, items: [string, string | null][]): ListedMatter {
  return {
    id: `id-${code}`,
    code,
    name: code,
    checklist: {
      id: `list-${code}`,
      version: 1,
      items: items.map(([text, merge_key], index) => ({
        id: `${code}-${index + 1}`,
        position: index + 1,
        text,
        requirement: '',
        basis: '',
        merge_key,
      })),
    },
  }
}

const food = matter('SP', [
  ['亮照经营', 'licence'],
  ['健康证明', null],
])
const fire = matter('XF', [
  ['通道畅通', null],
  ['亮照经营', 'licence'],
])

test('an item that two matters share is asked once', () => {
  const { items, merged } = mergeChecklists([food, fire])
  expect(items.map((asked) => asked.item)).toEqual(['SP-1', 'SP-2', 'XF-1'])
  expect(merged).toBe(1)
})

test('the merged item tells every matter it stands for', () => {
  const [licence] = mergeChecklists([food, fire]).items
  expect(licence?.covers.map((cover) => cover.item)).toEqual(['SP-1', 'XF-2'])
  expect(licence?.matter).toBe('id-SP')
})

test('items without a key are never merged, even with the same words', () => {
  const twin = matter('WS', [['健康证明', null]])
  expect(mergeChecklists([food, twin]).items).toHaveLength(3)
})

test('items keep their position within a matter', () => {
  const [first, second] = food.checklist.items
  const shuffled = {
    ...food,
    checklist: { ...food.checklist, items: [second, first].filter((i) => i !== undefined) },
  }
  expect(mergeChecklists([shuffled]).items.map((asked) => asked.item)).toEqual(['SP-1', 'SP-2'])
})

test('matters of the trade come first', () => {
  const matters = [
    { code: 'A', trades: [] },
    { code: 'B', trades: ['餐饮'] },
  ]
  const { suggested, others } = suggestMatters(matters, { trade: '餐饮' })
  expect(suggested.map((m) => m.code)).toEqual(['B'])
  expect(others.map((m) => m.code)).toEqual(['A'])
})
