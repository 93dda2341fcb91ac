import type { Matter, OfficerCard, Subject } from '@shared/api/wire.ts'
import { db } from '../../db/database.ts'
import { packOf } from '../../packs/packs.ts'

/** The reference packs on this phone; an absent pack is an empty list. */

export async function mattersOnPhone(): Promise<Matter[]> {
  return (await packOf(db(), 'matters'))?.matters ?? []
}

export async function subjectsOnPhone(): Promise<Subject[]> {
  return (await packOf(db(), 'subjects'))?.subjects ?? []
}

export async function officersOnPhone(): Promise<OfficerCard[]> {
  return (await packOf(db(), 'officers'))?.officers ?? []
}
