import { createHash } from 'node:crypto'
import { answerGroups } from '@console/features/record/answers.ts'
import { hashAgrees, readJws } from '@console/features/record/jws.ts'
import { summaryOf } from '@console/features/record/summary.ts'
import { changesBetween } from '@console/features/review/changes.ts'
import { describe, expect, test } from 'vitest'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jws = `${part({ alg: 'ES256' })}.${part({ kind: 'noted', body: { text: '店主配合' } })}.c2ln`

describe('the raw entry', () => {
  test('header and claims can be read, Chinese included', () => {
    expect(JSON.parse(readJws(jws)?.claims ?? '')).toEqual({ kind: 'noted', body: { text: '店主配合' } })
    expect(readJws('no.jws')).toBeNull()
  })

  test('its hash is computed again, in whichever writing the server uses', async () => {
    const digest = createHash('sha256').update(jws)
    const bytes = digest.digest()
    expect(await hashAgrees(jws, bytes.toString('base64url'))).toBe(true)
    expect(await hashAgrees(jws, bytes.toString('hex'))).toBe(true)
    expect(await hashAgrees(`${jws}x`, bytes.toString('hex'))).toBe(false)
  })
})

describe('an entry in words', () => {
  const textOf = (item: string) => (item === 'SP-CY-001-03' ? '无超过保质期的食品' : item)

  test('an answer says its item, its note, and that it was filled in with the rest', () => {
    const body = { item: 'SP-CY-001-03', answer: 'fail', note: '过期面粉' }
    expect(summaryOf('answered', body, textOf)).toEqual(['不合格:无超过保质期的食品', '过期面粉'])
    expect(summaryOf('answered', { item: 'X', answer: 'pass', bulk: true }, textOf)).toEqual([
      '合格:X',
      '由“其余全部合格”填入',
    ])
  })

  test('a refusal says why and who witnessed it', () => {
    expect(summaryOf('party_refused', { reason: '不在场', witness: '张三' }, textOf)).toEqual([
      '理由:不在场',
      '见证人 张三',
    ])
  })

  test('a kind newer than this build says nothing, and does not fail', () => {
    expect(summaryOf('photographed', {}, textOf)).toEqual([])
  })
})

describe('answers by checklist', () => {
  const item = (id: string, merge_key: string) => ({
    id,
    position: 1,
    text: id,
    requirement: '',
    basis: '',
    merge_key,
  })
  const matter = (id: string, version: number, items: ReturnType<typeof item>[]) =>
    ({ id, code: id, name: id, checklist: { id, version, items } }) as never
  const record = (answers: Record<string, unknown>) =>
    ({
      matters: [
        { id: 'm1', name: '食品', checklist_version: 1 },
        { id: 'm2', name: '特种设备', checklist_version: 1 },
      ],
      answers,
    }) as never

  const known = new Map([
    ['m1', matter('m1', 1, [item('A', 'shared'), item('B', 'b')])],
    ['m2', matter('m2', 2, [item('C', 'shared'), item('D', 'd')])],
  ])

  test('an item asked under another matter, or in another version, is not called unanswered', () => {
    const groups = answerGroups(record({ A: { answer: 'pass' } }), known)
    expect(groups.map((group) => group.lines.map((line) => [line.item, line.answer !== null]))).toEqual([
      [
        ['A', true],
        ['B', false],
      ],
    ])
  })

  test('an answer whose item nobody knows is shown under its number', () => {
    const groups = answerGroups(record({ Z: { answer: 'fail' } }), new Map())
    expect(groups).toEqual([
      expect.objectContaining({
        name: '其他检查项',
        lines: [expect.objectContaining({ item: 'Z', text: 'Z' })],
      }),
    ])
  })
})

test('what happened to a record meanwhile is told in sentences', () => {
  const reading = (state: string, reviews: unknown[], entries: number) =>
    ({ row: { state }, reviews, chains: [{ entries }], evidence: [] }) as never
  const review = {
    id: 'r',
    decision: 'return',
    words: '照片不清',
    at: '2026-11-23T06:00:00Z',
    reviewer: '钱监督',
  }
  expect(changesBetween(reading('closed', [], 10), reading('returned', [review], 12))).toEqual([
    '钱监督 于 2026-11-23 14:00 退回:照片不清',
    '状态由“待审”变为“已退回”',
    '执法人员又上传了 2 条记录',
  ])
})
