import { disorderOf } from '@officer/features/visit/order.ts'
import { missingOf, STEPS } from '@officer/features/visit/procedure.ts'
import { nextStep, railOf } from '@officer/features/visit/rail.ts'
import { transcriptOf } from '@officer/features/visit/transcript.ts'
import { missingWords } from '@shared/text/kinds.ts'
import { expect, test } from 'vitest'
import { answer, asked, at, completeRecord, openRecord } from './record.ts'

const items = [asked('i1'), asked('i2')]
const codes = (record: ReturnType<typeof openRecord>) => missingOf({ record, items }).map((rule) => rule.code)

test('a visit just opened lacks everything the law asks, in the order of the rail', () => {
  expect(codes(openRecord())).toEqual([
    'second_officer',
    'presented',
    'notified',
    'answers',
    'party',
    'officer_signatures',
  ])
})

test('a complete visit lacks nothing', () => expect(codes(completeRecord())).toEqual([]))

test('a failing item asks for proof and for a finding that names it', () => {
  const record = { ...completeRecord(), answers: { i1: answer('fail', 3), i2: answer('pass', 4) } }
  expect(codes(record)).toEqual(['failure_evidence', 'findings'])
  record.findings = [{ title: '无照', items: ['i1'], words: '未亮照', at: at(5), jti: 'f', late: false }]
  record.answers['i1'] = answer('fail', 3, { note: '墙上没有证照' })
  expect(codes(record)).toEqual([])
})

test('an order to correct needs its date, a refusal its witness', () => {
  const record = completeRecord()
  record.measures = [{ measure: 'order_to_correct', words: '改正', at: at(5), jti: 'm', late: false }]
  record.party = { outcome: 'refused', reason: '不同意', at: at(6), jti: 'r' }
  expect(codes(record)).toEqual(['measure_due', 'refusal_witness'])
})

test('every code that a closing may carry has words of its own', () => {
  const visit = { record: openRecord(), items }
  expect(missingOf(visit).every((rule) => missingWords[rule.code])).toBe(true)
})

test('a certificate shown after the first answer is said, not refused', () => {
  const record = { ...completeRecord(), answers: { i1: answer('pass', 0), i2: answer('pass', 3) } }
  expect(disorderOf(record).map((disorder) => disorder.code)).toEqual(['presented_late', 'notified_late'])
})

test('an answer changed after the party signed asks for a new signature', () => {
  const record = { ...completeRecord(), answers: { i1: answer('fail', 11), i2: answer('pass', 3) } }
  expect(disorderOf(record).map((disorder) => disorder.code)).toEqual(['changed_after_signature'])
})

test('next leads to the first step ahead that still asks for something', () => {
  const rail = railOf({ record: completeRecord(), items })
  expect(rail).toHaveLength(STEPS.length)
  expect(nextStep(rail, 'items')).toBe('finish')
  expect(nextStep(railOf({ record: openRecord(), items }), 'subject')).toBe('officers')
  expect(nextStep(rail, 'finish')).toBe('finish')
})

test('the record marks what was corrected', () => {
  const corrected = answer('pass', 5, { history: [{ answer: 'fail', note: null, at: at(3), jti: 'j3' }] })
  const parts = transcriptOf({ ...completeRecord(), answers: { i1: corrected } }, items)
  const [first, second] = parts.find((part) => part.title === '检查结果')?.lines ?? []
  expect(first?.before).toBe('原记 15:03 不合格;15:05 更正')
  expect(second?.text).toContain('未检查')
})

test('a note written on is no correction, a note rewritten is', () => {
  const before = (note: string | null) => [{ answer: 'fail' as const, note, at: at(3), jti: 'j3' }]
  const lineOf = (history: ReturnType<typeof before>) =>
    transcriptOf({ ...completeRecord(), answers: { i1: answer('fail', 5, { note: '缺证两人', history }) } }, items)
      .find((part) => part.title === '检查结果')
      ?.lines.at(0)?.before
  expect(lineOf(before(null))).toBeUndefined()
  expect(lineOf(before('缺证'))).toBeUndefined()
  expect(lineOf(before('无照'))).toContain('无照')
})
