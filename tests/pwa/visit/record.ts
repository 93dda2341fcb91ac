import type { AskedItem } from '@shared/record/checklist.ts'
import type { InspectionRecord, RecordAnswer } from '@shared/record/types.ts'

/** An opened visit of one officer, with nothing done yet. */
export function openRecord(changes: Partial<InspectionRecord> = {}): InspectionRecord {
  return {
    id: '0192f000-0000-7000-8000-000000000001',
    state: 'open',
    subject: { name: '盐湖区某饭店', address: '红旗街 1 号' },
    matters: [{ id: 'm1', code: 'SP', name: '餐饮服务检查', checklist: 'c1', checklist_version: 1 }],
    source: 'plan',
    repeat_reason: null,
    agency: 'a1',
    opened_at: at(0),
    closed_at: null,
    result: null,
    summary: null,
    missing: [],
    officers: [person('o1', 'lead')],
    presented: [],
    notified: [],
    answers: {},
    notes: [],
    attachments: [],
    findings: [],
    measures: [],
    party: null,
    officer_signatures: [],
    supplements: [],
    withdrawn: null,
    chains: {},
    problems: [],
    ...changes,
  }
}

export function person(officer: string, role: 'lead' | 'second'): InspectionRecord['officers'][number] {
  return {
    officer,
    name: officer,
    certificate: `C-${officer}`,
    role,
    via: 'opened',
    reason: null,
    device: 'd1',
  }
}

/** Minutes after the opening. */
export function at(minutes: number): string {
  return new Date(Date.UTC(2026, 10, 23, 7, minutes)).toISOString()
}

export function answer(
  value: RecordAnswer['answer'],
  minutes: number,
  changes: Partial<RecordAnswer> = {},
): RecordAnswer {
  return {
    answer: value,
    note: null,
    bulk: false,
    at: at(minutes),
    jti: `j${minutes}`,
    late: false,
    history: [],
    ...changes,
  }
}

export function asked(item: string): AskedItem {
  return { item, matter: 'm1', text: `第 ${item} 项`, requirement: '', basis: '', covers: [] }
}

/** Everything the law asks, in the lawful order. */
export function completeRecord(): InspectionRecord {
  return openRecord({
    officers: [person('o1', 'lead'), person('o2', 'second')],
    presented: [{ to: '店主', method: 'screen', certificates: ['C-o1', 'C-o2'], at: at(1), jti: 'p' }],
    notified: [{ text_version: 'n', acknowledged: 'tick', recusal: 'none', at: at(2), jti: 'n' }],
    answers: { i1: answer('pass', 3), i2: answer('na', 4) },
    party: {
      outcome: 'signed',
      name: '王某',
      role: '店主',
      strokes: [],
      width: 1,
      height: 1,
      at: at(9),
      jti: 's',
    },
    officer_signatures: ['o1', 'o2'].map((officer) => ({
      officer,
      name: officer,
      certificate: `C-${officer}`,
      strokes: [],
      width: 1,
      height: 1,
      at: at(10),
      jti: officer,
    })),
  })
}
