import type { InspectionRecord } from './types.ts'

/** Each officer once: one may be named by the lead and join from a phone of their own later. */
export function distinctOfficers(record: InspectionRecord): InspectionRecord['officers'] {
  const first = new Map<string, InspectionRecord['officers'][number]>()
  for (const officer of record.officers) if (!first.has(officer.officer)) first.set(officer.officer, officer)
  return [...first.values()]
}
