import { stamp } from '../../capture/clock.ts'
import { db } from '../../db/database.ts'

const KEPT = 30
const SHOWN = 8

/** Remember that a benchmark was opened; the oldest fall away, favourites never. */
export async function look(code: string): Promise<void> {
  const { looked } = db()
  await db().transaction('rw', looked, async () => {
    const before = await looked.get(code)
    await looked.put({ code, at: stamp(), favourite: before?.favourite ?? 0 })
    const plain = await looked
      .orderBy('at')
      .filter((row) => row.favourite === 0)
      .primaryKeys()
    await looked.bulkDelete(plain.slice(0, -KEPT))
  })
}

export async function favour(code: string, favourite: boolean): Promise<void> {
  const before = await db().looked.get(code)
  await db().looked.put({ code, at: before?.at ?? stamp(), favourite: favourite ? 1 : 0 })
}

export async function isFavourite(code: string): Promise<boolean> {
  return (await db().looked.get(code))?.favourite === 1
}

/** Codes, newest first: favourites, and what else was opened lately. */
export async function lookedCodes(): Promise<{ favourites: string[]; recent: string[] }> {
  const rows = (await db().looked.orderBy('at').reverse().toArray()) ?? []
  const codes = (favourite: 0 | 1) =>
    rows.filter((row) => row.favourite === favourite).map(({ code }) => code)
  return { favourites: codes(1), recent: codes(0).slice(0, SHOWN) }
}
