import { commandOf, keys, keyWords, step, takesLetters } from '@console/keyboard/map.ts'
import { describe, expect, test } from 'vitest'

const stroke = (key: string, more = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...more,
})

describe('keys', () => {
  test.each([
    ['j', 'next'],
    ['k', 'previous'],
    ['a', 'accept'],
    ['R', 'return'],
    ['n', 'comment'],
    ['?', 'help'],
    ['x', 'pick'],
    ['u', 'undo'],
    ['/', 'search'],
    ['z', null],
    ['Enter', null],
  ])('%s asks for %s', (key, command) => {
    expect(commandOf(stroke(key))).toBe(command)
  })

  test.each([
    ['X', 'pickTo'],
    ['J', 'nextRecord'],
    ['K', 'previousRecord'],
    ['?', 'help'],
    ['A', null],
  ])('Shift and %s asks for %s', (key, command) => {
    expect(commandOf(stroke(key, { shiftKey: true }))).toBe(command)
  })

  test('a held modifier or an input method leaves the key alone', () => {
    expect(commandOf(stroke('a', { ctrlKey: true }))).toBeNull()
    expect(commandOf(stroke('r', { metaKey: true }))).toBeNull()
    expect(commandOf(stroke('n', { isComposing: true }))).toBeNull()
  })

  test('the help names every key that there is', () => {
    const named = keyWords.map((row) => row.key)
    for (const key of Object.keys(keys)) expect(named).toContain(key)
  })

  test('a letter typed into a field is no command, one over a checkbox is', () => {
    expect(takesLetters({ tagName: 'TEXTAREA' })).toBe(true)
    expect(takesLetters({ tagName: 'INPUT', type: 'search' })).toBe(true)
    expect(takesLetters({ tagName: 'SELECT' })).toBe(true)
    expect(takesLetters({ tagName: 'INPUT', type: 'checkbox' })).toBe(false)
    expect(takesLetters({ tagName: 'A' })).toBe(false)
  })
})

describe('moving among rows', () => {
  test('starts at the end that lies in the direction, and stays inside', () => {
    expect(step(-1, 3, 'next')).toBe(0)
    expect(step(-1, 3, 'previous')).toBe(2)
    expect(step(2, 3, 'next')).toBe(2)
    expect(step(0, 3, 'previous')).toBe(0)
    expect(step(-1, 0, 'next')).toBe(-1)
  })
})
