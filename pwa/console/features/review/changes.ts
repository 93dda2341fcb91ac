import type { Inspection } from '@shared/api/wire'
import { formatDateTime } from '@shared/text/dates'
import { decisionStates, inspectionStates, stateWord } from '@shared/text/states'

function entriesIn(inspection: Inspection): number {
  return inspection.chains.reduce((sum, chain) => sum + chain.entries, 0)
}

function filesIn(inspection: Inspection): number {
  return inspection.evidence.filter((file) => file.present).length
}

/** What has happened to a record between two readings of it, in sentences. */
export function changesBetween(before: Inspection, after: Inspection): string[] {
  const known = new Set(before.reviews.map((review) => review.id))
  const words = after.reviews
    .filter((review) => !known.has(review.id))
    .map((review) => {
      const decision = stateWord(decisionStates, review.decision).word
      return `${review.reviewer} 于 ${formatDateTime(review.at)} ${decision}${review.words ? `:${review.words}` : ''}`
    })
  if (before.row.state !== after.row.state)
    words.push(
      `状态由“${stateWord(inspectionStates, before.row.state).word}”变为“${stateWord(inspectionStates, after.row.state).word}”`,
    )
  const entries = entriesIn(after) - entriesIn(before)
  if (entries > 0) words.push(`执法人员又上传了 ${entries} 条记录`)
  const files = filesIn(after) - filesIn(before)
  if (files > 0) words.push(`又收到 ${files} 份证据`)
  return words.length > 0 ? words : ['记录已有更新']
}
