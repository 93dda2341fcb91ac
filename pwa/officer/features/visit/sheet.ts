import type { Matter, Subject } from '@shared/api/wire.ts'
import type { InspectionRecord, MatterRef, SubjectRef } from '@shared/record/types.ts'
import { db } from '../../db/database.ts'

/**
 * What a visit was opened with, whole: the subject's card and the checklists as
 * they stood that day. Packs change under a visit; its questions do not.
 */
export interface VisitSheet {
  subject: Subject | null
  matters: Matter[]
  /** What the lead's code said, on the phone of an officer who joined. */
  told?: { subject: SubjectRef | null; lead: string }
}

const keyOf = (inspection: string) => `sheet:${inspection}`

export async function keepSheet(inspection: string, sheet: VisitSheet): Promise<void> {
  const data = JSON.parse(JSON.stringify(sheet)) as Record<string, unknown>
  await db().drafts.put({ id: keyOf(inspection), updated_at: new Date().toISOString(), step: '', data })
}

export async function sheetOf(inspection: string): Promise<VisitSheet> {
  const row = await db().drafts.get(keyOf(inspection))
  return (row?.data as VisitSheet | undefined) ?? { subject: null, matters: [] }
}

/** The checklists of a record: as kept on the sheet, else as the pack has them now. */
export function checklistsOf(record: InspectionRecord, sheet: VisitSheet, pack: readonly Matter[]): Matter[] {
  if (record.matters.length === 0) return sheet.matters
  const known = new Map([...pack, ...sheet.matters].map((matter) => [matter.id, matter]))
  return record.matters.map((ref) => known.get(ref.id)).filter((matter) => matter !== undefined)
}

/** The record filled up with what the lead's code said, until the lead's own entries are here. */
export function withTold(record: InspectionRecord, sheet: VisitSheet): InspectionRecord {
  if (record.subject || !sheet.told) return record
  const subject = sheet.told.subject
  return {
    ...record,
    subject,
    matters: record.matters.length > 0 ? record.matters : sheet.matters.map(refOf),
  }
}

/** A matter as `opened` names it. */
export function refOf(matter: Matter): MatterRef {
  const { id, code, name, checklist } = matter
  return { id, code, name, checklist: checklist.id, checklist_version: checklist.version }
}
