import { arrivals } from '@console/features/inspections/arrivals.ts'
import { chainStates } from '@console/features/inspections/chain-state.ts'
import { describe, expect, test } from 'vitest'

const words = (facts: Partial<Parameters<typeof chainStates>[0]>) =>
  chainStates({ held: 0, missing_evidence: 0, conflict: false, ...facts }).map((state) => state.word)

describe('the words for a record’s wholeness', () => {
  test('a record that lacks nothing is whole', () => {
    expect(words({})).toEqual(['完整'])
  })

  test('each want is named with its number, the gravest first', () => {
    expect(words({ held: 3, missing_evidence: 2, conflict: true })).toEqual(['冲突', '断链 3', '缺证据 2'])
  })

  test('a conflict may come as a number', () => {
    expect(words({ conflict: 1 })).toEqual(['冲突'])
    expect(words({ conflict: 0 })).toEqual(['完整'])
  })
})

describe('rows that have arrived since', () => {
  const rows = (...ids: string[]) => ids.map((id) => ({ id }))

  test('only what stands before the first known row is new', () => {
    expect(arrivals(rows('a', 'b'), rows('x', 'y', 'a', 'b'))).toBe(2)
  })

  test('rows that vanished make nothing new', () => {
    expect(arrivals(rows('a', 'b', 'c'), rows('b', 'c', 'd'))).toBe(0)
  })

  test('a page of strangers is all new', () => {
    expect(arrivals(rows('a'), rows('x', 'y'))).toBe(2)
    expect(arrivals([], rows('x'))).toBe(1)
  })
})
