import { distinctOfficers } from '@shared/record/officers.ts'
import type { StateWord } from '@shared/text/states.ts'
import {
  failures,
  type Lack,
  lacksOf,
  missingOf,
  type Proceedings,
  STEPS,
  type StepKey,
  unanswered,
} from './procedure.ts'

/** One step of the rail as it stands: its state and one line about it. */
export interface RailStep {
  key: StepKey
  title: string
  number: number
  state: StateWord
  line: string
}

/** 亮证 comes before everything else (行政处罚法 art. 55): once the inspection has begun, its want presses. */
const SHOWING = 'P08-1'

const DONE: StateWord = { word: '已完成', tone: 'ok', icon: 'check' }
const PENDING: StateWord = { word: '待办', tone: 'wait', icon: 'clock' }
const ATTENTION: StateWord = { word: '需注意', tone: 'bad', icon: 'alert' }
const NOTHING: StateWord = { word: '无需处理', tone: 'off', icon: 'dash' }

/** The eight steps with their states, in order. */
export function railOf(visit: Proceedings): RailStep[] {
  const lacking = lacksOf(visit)
  const missing = new Set(lacking.filter((lack) => lack.phase === 'missing').map((lack) => lack.step))
  const pressing = new Set(lacking.filter((lack) => presses(lack, visit)).map((lack) => lack.step))
  return STEPS.map(({ key, title }, index) => ({
    key,
    title,
    number: index + 1,
    state: stateOf(key, visit, missing.has(key), pressing.has(key)),
    line: LINES[key](visit),
  }))
}

/** Whether a lack is more than something that is still to come. */
export function presses(lack: Lack, { record }: Proceedings): boolean {
  if (lack.phase === 'missing') return lack.rule === SHOWING && Object.keys(record.answers).length > 0
  return lack.severity !== 'info'
}

function stateOf(key: StepKey, visit: Proceedings, missing: boolean, pressing: boolean): StateWord {
  if (pressing) return ATTENTION
  if (key === 'finish') return visit.record.state === 'open' ? PENDING : DONE
  if (key === 'findings' && !missing && !hasFindings(visit)) return NOTHING
  return missing ? PENDING : DONE
}

function hasFindings({ record }: Proceedings): boolean {
  return record.findings.length + record.measures.length + failures(record).length > 0
}

const LINES: Record<StepKey, (visit: Proceedings) => string> = {
  subject: ({ record }) => record.subject?.name ?? '由主办人员记录',
  matters: ({ record, items }) => `${record.matters.length} 个事项 · ${items.length} 个检查项`,
  officers: ({ record }) =>
    distinctOfficers(record)
      .map((officer) => officer.name)
      .join('、'),
  notice: ({ record }) =>
    `${record.presented.length > 0 ? '已亮证' : '未亮证'} · ${record.notified.length > 0 ? '已告知' : '未告知'}`,
  items: (visit) => itemsLine(visit),
  findings: ({ record }) => `发现 ${record.findings.length} · 措施 ${record.measures.length}`,
  record: ({ record }) =>
    `${partyWord(record.party?.outcome)} · 执法人员签名 ${record.officer_signatures.length}`,
  finish: (visit) => {
    const count = missingOf(visit).length
    if (visit.record.state !== 'open') return '检查已结束'
    return count === 0 ? '没有缺项' : `还缺 ${count} 项`
  },
}

function itemsLine({ record, items }: Proceedings): string {
  const failed = failures(record).length
  const done = items.length - unanswered(record, items).length
  return `已检 ${done}/${items.length}${failed > 0 ? ` · 不合格 ${failed}` : ''}`
}

function partyWord(outcome: 'signed' | 'refused' | undefined): string {
  if (outcome === undefined) return '当事人未签名'
  return outcome === 'signed' ? '当事人已签名' : '当事人拒签'
}

/** Where `下一步` leads: the first step after this one that still asks for something, else the next. */
export function nextStep(rail: readonly RailStep[], current: StepKey): StepKey {
  const at = rail.findIndex((step) => step.key === current)
  const ahead = rail.slice(at + 1)
  const wanting = ahead.find((step) => step.state === PENDING || step.state === ATTENTION)
  return (wanting ?? ahead[0] ?? rail[rail.length - 1])?.key ?? current
}
