import { formatDateTime, formatTime } from '../text/dates.ts'
import { measures, presentMethods, recusals, sources, wordFor } from '../text/kinds.ts'
import { answerStates } from '../text/states.ts'
import type { AskedItem } from './checklist.ts'
import { distinctOfficers } from './officers.ts'
import type { InspectionRecord, RecordAnswer } from './types.ts'

/** The record 现场检查笔录 as the party reads it: plain sentences, corrections marked. */

export interface TranscriptLine {
  text: string
  /** What stood here before it was changed. */
  before?: string
  tone?: 'bad'
}
export interface TranscriptPart {
  title: string
  lines: TranscriptLine[]
}

export function transcriptOf(record: InspectionRecord, items: readonly AskedItem[]): TranscriptPart[] {
  return [
    { title: '检查情况', lines: circumstances(record) },
    { title: '亮证与告知', lines: notices(record) },
    { title: '检查结果', lines: items.map((asked, index) => itemLine(record, asked, index)) },
    { title: '其他记录', lines: remarks(record) },
    { title: '发现的问题', lines: findings(record, items) },
    { title: '处理措施', lines: handled(record) },
  ].filter((part) => part.lines.length > 0)
}

function circumstances(record: InspectionRecord): TranscriptLine[] {
  const { subject } = record
  return [
    { text: `检查对象:${subject?.name ?? '由主办人员记录'}` },
    { text: `检查地点:${subject?.address ?? '由主办人员记录'}` },
    ...(subject?.uscc ? [{ text: `统一社会信用代码:${subject.uscc}` }] : []),
    { text: `开始时间:${record.opened_at ? formatDateTime(record.opened_at) : '由主办人员记录'}` },
    { text: `任务来源:${wordFor(sources, record.source)}` },
    ...(record.matters.length > 0
      ? [{ text: `检查事项:${record.matters.map((matter) => matter.name).join('、')}` }]
      : []),
    ...distinctOfficers(record).map((officer) => ({
      text: `执法人员:${officer.name},证号 ${officer.certificate || '未记'}`,
    })),
    ...(record.repeat_reason ? [{ text: `再次检查的原因:${record.repeat_reason}` }] : []),
  ]
}

function notices(record: InspectionRecord): TranscriptLine[] {
  const shown = record.presented.map(({ at, to, method, certificates }) => ({
    text: `${formatTime(at)} 向${to}${wordFor(presentMethods, method)},证号 ${certificates.join('、')}。`,
  }))
  const told = record.notified.map(({ at, recusal, words }) => ({
    text: `${formatTime(at)} 已告知检查事项和权利,当事人${wordFor(recusals, recusal)}${words ? `:${words}` : ''}。`,
  }))
  return [...shown, ...told]
}

function itemLine(record: InspectionRecord, asked: AskedItem, index: number): TranscriptLine {
  const answer = record.answers[asked.item]
  const photographs = record.attachments.filter((attachment) => attachment.item === asked.item).length
  const words = answer
    ? `${answerStates[answer.answer].word}${answer.note ? `,${answer.note}` : ''}`
    : '未检查'
  const text = `${index + 1}. ${asked.text} — ${words}${photographs > 0 ? `(附件 ${photographs} 份)` : ''}`
  const before = answer ? earlierWords(answer) : undefined
  return {
    text,
    ...(before ? { before } : {}),
    ...(answer?.answer === 'fail' ? { tone: 'bad' as const } : {}),
  }
}

/** `原记 10:21 不合格`, for each answer that was later changed. */
function earlierWords(answer: RecordAnswer): string | undefined {
  const earlier = answer.history.filter((past) => past.jti !== answer.jti)
  const changed = earlier.filter((past) => past.answer !== answer.answer || !grew(past.note, answer.note))
  if (changed.length === 0) return undefined
  const words = changed.map(
    (past) => `${formatTime(past.at)} ${answerStates[past.answer].word}${past.note ? `,${past.note}` : ''}`,
  )
  return `原记 ${words.join(';')};${formatTime(answer.at)} 更正`
}

/** A note that was only added or written on is no correction of what stood there. */
function grew(before: string | null, after: string | null): boolean {
  return (after ?? '').startsWith(before ?? '')
}

function remarks(record: InspectionRecord): TranscriptLine[] {
  return record.notes
    .filter((note) => !note.item)
    .map((note) => ({ text: `${formatTime(note.at)} ${note.text}` }))
}

function findings(record: InspectionRecord, items: readonly AskedItem[]): TranscriptLine[] {
  return record.findings.map((finding) => ({
    text: `${finding.title}:${finding.words}${itemNumbers(finding.items, items)}`,
    tone: 'bad' as const,
  }))
}

function itemNumbers(named: readonly string[], items: readonly AskedItem[]): string {
  const numbers = named
    .map((item) => items.findIndex((asked) => asked.item === item) + 1)
    .filter((n) => n > 0)
  return numbers.length === 0 ? '' : `(对应第 ${numbers.join('、')} 项)`
}

function handled(record: InspectionRecord): TranscriptLine[] {
  return record.measures.map(({ measure, words, due }) => ({
    text: `${wordFor(measures, measure)}:${words}${due ? `(期限 ${due})` : ''}`,
  }))
}
