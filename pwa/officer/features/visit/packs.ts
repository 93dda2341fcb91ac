import type {
  Matter,
  MattersPack,
  OfficerCard,
  OfficersPack,
  Subject,
  SubjectsPack,
} from '@shared/api/wire.ts'
import { db } from '../../db/database.ts'
import type { PackRow } from '../../db/rows.ts'

/** The reference packs on this phone; an absent pack is an empty list. */

async function packData(name: PackRow['name']): Promise<unknown> {
  return (await db().packs.get(name))?.data
}

export async function mattersOnPhone(): Promise<Matter[]> {
  return ((await packData('matters')) as MattersPack | undefined)?.matters ?? []
}

export async function subjectsOnPhone(): Promise<Subject[]> {
  return ((await packData('subjects')) as SubjectsPack | undefined)?.subjects ?? []
}

export async function officersOnPhone(): Promise<OfficerCard[]> {
  return ((await packData('officers')) as OfficersPack | undefined)?.officers ?? []
}
