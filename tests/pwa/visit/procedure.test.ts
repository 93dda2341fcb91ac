import { lacksOf, missingOf, sentenceOf, STEPS, toldOf } from '@officer/features/visit/procedure.ts'
import { nextStep, railOf } from '@officer/features/visit/rail.ts'
import { transcriptOf } from '@shared/record/transcript.ts'
import { lacks, type Question, RULES } from '@shared/procedure/procedure.ts'
import { endingOf, termOf, type Unit } from '@shared/procedure/terms.ts'
import type { InspectionRecord } from '@shared/record/types.ts'
import { lackWord } from '@shared/text/kinds.ts'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { answer, asked, at, completeRecord, openRecord } from './record.ts'

const items = [asked('i1'), asked('i2')]
const of = (record: InspectionRecord) => ({ record, items, officers: [] })
const codes = (record: InspectionRecord) => missingOf(of(record)).map((lack) => lack.rule)
const read = (name: string) => JSON.parse(readFileSync(new URL(`../../vectors/${name}`, import.meta.url), 'utf8'))

interface Changes extends Partial<InspectionRecord> {
  people?: { [certificate: string]: [string, string] }
}
interface Vectors {
  day: string
  record: InspectionRecord
  people: NonNullable<Changes['people']>
  questions: Question[]
  cases: { so: string; changes: Changes; rules: string[] }[]
}

describe('the phone reads the law as the server does', () => {
  const shared = read('procedure/cases.json') as Vectors
  test.each(shared.cases)('$so', ({ changes, rules }) => {
    const { people = shared.people, ...changed } = changes
    const record = { ...openRecord(), ...shared.record, ...changed }
    const known = [...new Map([...record.officers].reverse().map((one) => [one.officer, one])).values()].map((one) => {
      const [status = null, kind = ''] = people[one.certificate] ?? []
      return { ...one, status, kind }
    })
    const found = lacks({ record, questions: shared.questions, people: known }, shared.day)
    expect(found.map((lack) => lack.rule).sort()).toEqual([...rules].sort())
  })
})

describe('terms end on the server’s day', () => {
  const { cases } = read('deadlines.json') as {
    cases: { start: string; days: number; unit: Unit; extends?: boolean; due: string; uncertain_year: number | null }[]
  }
  test.each(cases)('$start and $days $unit', ({ start, days, unit, extends: extend = false, due, uncertain_year }) => {
    expect(endingOf(start, { days, unit, extends: extend })).toEqual({ day: due, uncertainYear: uncertain_year })
  })
})

test('the measures that set a term running name it, with a year that is not known', () => {
  const kept = termOf('register_preserve')
  expect(kept).toMatchObject({ days: 7, unit: 'working', confidence: 'high' })
  expect(kept && endingOf('2026-02-12', kept)).toEqual({ day: '2026-02-28', uncertainYear: null })
  expect(kept && endingOf('2030-12-30', kept).uncertainYear).toBe(2030)
  expect(termOf('order_to_correct')).toBeUndefined()
})

test('a visit just opened lacks everything the law asks, in the order of the rail', () => {
  expect(codes(openRecord())).toEqual(['P03-1', 'P08-1', 'P09-1', 'P11-1', 'P10-1', 'P10-3'])
})

test('a complete visit lacks nothing', () => expect(lacksOf(of(completeRecord()))).toEqual([]))

test('every rule says its law, its step, and words for the screen', () => {
  const steps = STEPS.map((step) => step.key)
  for (const rule of RULES) {
    expect(rule.basis, rule.rule).not.toBe('')
    expect(steps).toContain(rule.step)
    expect(lackWord(rule.rule)).toBe(rule.words)
  }
  const places = RULES.map((rule) => steps.indexOf(rule.step))
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(lackWord('second_officer')).toBe('没有第二名执法人员')
})

test('a lack names whom or what it is about', () => {
  const record = { ...completeRecord(), officer_signatures: [], answers: { i1: answer('fail', 3) } }
  const told = lacksOf(of(record)).map(toldOf)
  expect(told).toContain('执法人员签名不齐:o1、o2')
  expect(told).toContain('有检查项未作答:第2项')
  expect(told).toContain('有不合格项没有记为发现:第1项')
})

test('a certificate that this phone knows to be suspended is told before the end, with what to do', () => {
  const card = { number: 'C-o2', kind: 'province' as const, status: 'suspended' as const, status_since: '2026-01-01' }
  const certificate = { ...card, valid_from: '2025-01-01', valid_to: '2030-01-01', unit: '', area: '' }
  const visit = { ...of(completeRecord()), officers: [{ certificates: [certificate as never] }] }
  const [lack] = lacksOf(visit)
  expect(lack && sentenceOf(lack)).toBe('执法证件当日无效:o2。请换有效证件的同事参加,已记下的内容都会保留。')
  expect(railOf(visit).find((step) => step.key === 'officers')?.state.word).toBe('需注意')
})

test('a law that was not yet in force that day asks nothing', () => {
  const record = { ...openRecord(), opened_at: '2021-07-14T10:00:00+08:00' }
  expect(codes(record)).toEqual(['P09-1', 'P11-1'])
})

test('a certificate shown after the first answer is said, not refused', () => {
  const record = { ...completeRecord(), answers: { i1: answer('pass', 0), i2: answer('pass', 3) } }
  expect(lacksOf(of(record)).map((lack) => [lack.rule, lack.phase])).toEqual([
    ['P08-2', 'order'],
    ['P09-2', 'order'],
  ])
})

test('once the inspection has begun, a certificate that was not shown presses', () => {
  const stateOf = (record: InspectionRecord) => railOf(of(record)).find((step) => step.key === 'notice')?.state.word
  expect(stateOf(openRecord())).toBe('待办')
  expect(stateOf(openRecord({ answers: { i1: answer('pass', 3) } }))).toBe('需注意')
})

test('next leads to the first step ahead that still asks for something', () => {
  const rail = railOf(of(completeRecord()))
  expect(rail).toHaveLength(STEPS.length)
  expect(nextStep(rail, 'items')).toBe('finish')
  expect(nextStep(railOf(of(openRecord())), 'subject')).toBe('officers')
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
