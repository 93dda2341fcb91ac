import { chipOf } from '@officer/shell/chip.ts'
import { expect, test } from 'vitest'

const now = Date.parse('2026-11-23T15:12:00+08:00')
const none = { entries: 0, files: 0, bytes: 0, refused: 0, oldest: null }
const some = { ...none, entries: 2, files: 1, oldest: '2026-11-23T15:00:00+08:00' }
const calm = { waiting: none, needLogin: false, reachable: true, running: false, now }

test.each([
  ['nothing waits', calm, '已同步'],
  ['something waits', { ...calm, waiting: some }, '待传 3 · 12分钟'],
  ['it is on its way', { ...calm, waiting: some, running: true }, '正在传 3'],
  ['no line', { ...calm, waiting: some, reachable: false }, '离线 · 待传 3'],
  ['no line and nothing waits', { ...calm, reachable: false }, '离线'],
  ['the session ended', { ...calm, needLogin: true }, '需登录'],
  ['the session ended and something waits', { ...calm, waiting: some, needLogin: true }, '需登录 · 待传 3'],
  ['the server refused some', { ...calm, waiting: { ...none, refused: 2 } }, '2 条未被接受'],
])('the chip tells the truth: %s', (_, standing, word) => {
  expect(chipOf(standing).word).toBe(word)
})
