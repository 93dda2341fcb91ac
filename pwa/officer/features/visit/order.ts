import type { InspectionRecord } from '@shared/record/types.ts'
import type { StepKey } from './procedure.ts'

/**
 * The lawful order of a visit: show the certificate, tell the party, then
 * inspect, then sign. What happened in another order is kept as it happened and
 * said aloud, so that it can be explained in the record.
 */

export interface Disorder {
  code: string
  step: StepKey
  words: string
}

/** Moments of one visit in milliseconds; null where it has not happened. */
interface Moments {
  inspected: number | null
  lastAnswer: number | null
  presented: number | null
  notified: number | null
  party: number | null
}

const RULES: readonly (Disorder & { broken: (moments: Moments) => boolean })[] = [
  {
    code: 'not_presented_first',
    step: 'notice',
    words: '已开始检查,尚未亮证。请现在亮证,实际时间会如实记录。',
    broken: ({ inspected, presented }) => inspected !== null && presented === null,
  },
  {
    code: 'presented_late',
    step: 'notice',
    words: '亮证晚于首条检查记录。时间已如实保存,请在笔录中说明原因。',
    broken: ({ inspected, presented }) => after(presented, inspected),
  },
  {
    code: 'notified_late',
    step: 'notice',
    words: '告知晚于首条检查记录。时间已如实保存,请在笔录中说明原因。',
    broken: ({ inspected, notified }) => after(notified, inspected),
  },
  {
    code: 'changed_after_signature',
    step: 'record',
    words: '当事人签字后又改动了检查结果。请当事人核对后重新签名。',
    broken: ({ party, lastAnswer }) => after(lastAnswer, party),
  },
]

/** What happened out of its lawful order. */
export function disorderOf(record: InspectionRecord): Disorder[] {
  const moments = momentsOf(record)
  return RULES.filter((rule) => rule.broken(moments)).map(({ code, step, words }) => ({ code, step, words }))
}

function after(later: number | null, earlier: number | null): boolean {
  return later !== null && earlier !== null && later > earlier
}

function momentsOf(record: InspectionRecord): Moments {
  const answers = Object.values(record.answers)
  const firstAnswers = answers.flatMap((answer) => [
    answer.at,
    ...answer.history.map((earlier) => earlier.at),
  ])
  return {
    inspected: earliest(firstAnswers),
    lastAnswer: latest(answers.filter((answer) => !answer.late).map((answer) => answer.at)),
    presented: earliest(record.presented.map((presented) => presented.at)),
    notified: earliest(record.notified.map((notified) => notified.at)),
    party: record.party ? Date.parse(record.party.at) : null,
  }
}

function earliest(times: string[]): number | null {
  return times.length === 0 ? null : Math.min(...times.map(Date.parse))
}

function latest(times: string[]): number | null {
  return times.length === 0 ? null : Math.max(...times.map(Date.parse))
}
