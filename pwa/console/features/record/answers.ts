import type { ChecklistItem, MatterDetail } from '@shared/api/wire'
import type { InspectionRecord, RecordAnswer } from '@shared/record/types'

/** One checklist item with its answer; null: not answered. */
export interface AnswerLine {
  item: string
  text: string
  requirement: string
  basis: string
  answer: RecordAnswer | null
}

export interface AnswerGroup {
  name: string
  /** The record was made with another version of the checklist than the one now in force. */
  otherVersion: boolean
  lines: AnswerLine[]
}

/**
 * The answers, matter by matter in the order of the checklist.
 *
 * An item is called unanswered only where the checklist of the record's own version is at hand, and
 * no item of the same merge key was answered under another matter.
 */
export function answerGroups(
  record: InspectionRecord,
  matters: ReadonlyMap<string, MatterDetail>,
): AnswerGroup[] {
  const rest = new Set(Object.keys(record.answers))
  const merged = mergeKeysAnswered(record, matters)
  const groups = record.matters.map((ref): AnswerGroup => {
    const checklist = matters.get(ref.id)?.checklist
    const sameVersion = checklist?.version === ref.checklist_version
    const lines = (checklist?.items ?? []).flatMap((item) => {
      const answer = record.answers[item.id]
      rest.delete(item.id)
      if (answer) return [line(item.id, item, answer)]
      return sameVersion && !merged.has(item.merge_key) ? [line(item.id, item, null)] : []
    })
    return { name: ref.name, otherVersion: checklist !== undefined && !sameVersion, lines }
  })
  const others = [...rest].map((id) => line(id, undefined, record.answers[id] ?? null))
  if (others.length > 0) groups.push({ name: '其他检查项', otherVersion: false, lines: others })
  return groups.filter((group) => group.lines.length > 0)
}

function line(id: string, item: ChecklistItem | undefined, answer: RecordAnswer | null): AnswerLine {
  return {
    item: id,
    text: item?.text ?? id,
    requirement: item?.requirement ?? '',
    basis: item?.basis ?? '',
    answer,
  }
}

function mergeKeysAnswered(
  record: InspectionRecord,
  matters: ReadonlyMap<string, MatterDetail>,
): Set<string | null> {
  const items = [...matters.values()].flatMap((matter) => matter.checklist?.items ?? [])
  return new Set(
    items.filter((item) => item.merge_key && record.answers[item.id]).map((item) => item.merge_key),
  )
}
