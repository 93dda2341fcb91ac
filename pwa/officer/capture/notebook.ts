import { fold } from '@shared/record/fold.ts'
import type { Attached, Bodies, Claims, InspectionRecord, Kind, Opened } from '@shared/record/types.ts'
import { liveQuery, type Observable } from 'dexie'
import { v7 as uuid7 } from 'uuid'
import type { OfficerDatabase } from '../db/database.ts'
import { db } from '../db/database.ts'
import type { EntryRow, FileRow } from '../db/rows.ts'
import { digestOf, hexadecimal } from './base64.ts'
import { mono, stamp } from './clock.ts'
import { announceAppended } from './events.ts'
import { inChainLock } from './locks.ts'
import { BRIEF, LIMIT, locator, type Whereabouts } from './position.ts'
import { sign, signingKey } from './signer.ts'
import { storing } from './storage.ts'
import { glance } from './visits.ts'

export type StoredEntry = EntryRow

/** What the server takes as one entry, in bytes. */
const LARGEST = 64 * 1024

/** More than one entry can hold; nothing was written. Texts and strokes are to be cut beforehand. */
export class EntryTooLarge extends Error {
  override name = 'EntryTooLarge'
  readonly detail = '这一条内容太长,没有存上。请分成几条来写。'
}

/** What an attachment says of itself, beside its bytes. */
export interface Attachment {
  shows: string
  item?: string
  source: 'camera' | 'library'
  /** Time of the shutter where it is known better than now; RFC 3339 with offset. */
  captured_at?: string
}

interface KeptFile {
  row: FileRow
  bytes: ArrayBuffer
}

/** Open a visit: a new inspection whose first entry is `opened`. Returns its id. */
export async function openVisit(opened: Opened): Promise<string> {
  const inspection = uuid7()
  locator.warm()
  await write(db(), inspection, 'opened', opened, await locator.here(LIMIT), null)
  return inspection
}

/**
 * Write one entry into the notebook: signed first, then stored, and only then answered.
 *
 * Throws `StorageFull` where the phone has no room; what was stored before stays stored.
 */
export async function append<K extends Kind>(
  inspection: string,
  kind: K,
  body: Bodies[K],
): Promise<StoredEntry> {
  return write(db(), inspection, kind, body, await locator.here(BRIEF), null)
}

/** Keep a file as evidence: the bytes and the signed entry that names them enter together or not at all. */
export async function attach(inspection: string, file: Blob, about: Attachment): Promise<StoredEntry> {
  const captured_at = about.captured_at ?? stamp()
  const position = locator.here(BRIEF)
  const bytes = await file.arrayBuffer()
  const sha256 = hexadecimal(await crypto.subtle.digest('SHA-256', bytes))
  const type = file.type || 'application/octet-stream'
  const body: Attached = {
    sha256,
    size: bytes.byteLength,
    type,
    shows: about.shows,
    captured_at,
    source: about.source,
    ...(about.item ? { item: about.item } : {}),
  }
  const kept = { row: newFile(inspection, sha256, type, bytes.byteLength), bytes }
  return write(db(), inspection, 'attached', body, await position, kept)
}

/** The file of an attachment as it was taken; `null` where its bytes are not, or no longer, on this phone. */
export async function fileOf(sha256: string): Promise<Blob | null> {
  const [row, kept] = await Promise.all([db().files.get(sha256), db().bytes.get(sha256)])
  return kept ? new Blob([kept.bytes], { type: row?.type ?? '' }) : null
}

/** The entries of a visit on this phone, in the order of their chains. */
export async function entriesOf(inspection: string): Promise<StoredEntry[]> {
  const rows = await db().entries.where('inspection').equals(inspection).toArray()
  return rows.sort((a, b) => (a.device === b.device ? a.seq - b.seq : a.device < b.device ? -1 : 1))
}

/** The record of a visit, again after every entry. `null` where this phone has none of it. */
export function recordOf(inspection: string): Observable<InspectionRecord | null> {
  return liveQuery(() => readRecord(inspection))
}

/** The record of a visit as it stands now. */
export async function readRecord(inspection: string): Promise<InspectionRecord | null> {
  const entries = await entriesOf(inspection)
  return entries.length ? fold(entries) : null
}

async function write<K extends Kind>(
  database: OfficerDatabase,
  inspection: string,
  kind: K,
  body: Bodies[K],
  where: Whereabouts,
  file: KeptFile | null,
): Promise<StoredEntry> {
  const key = await signingKey(database, inspection)
  const row = await inChainLock(inspection, key.device, async () => {
    const tip = await tipOf(database, inspection, key.device)
    const claims = {
      jti: uuid7(),
      sub: inspection,
      seq: tip ? tip.seq + 1 : 0,
      prev: tip?.sha256 ?? null,
      kind,
      at: stamp(),
      mono: mono(),
      ...where,
      body: JSON.parse(JSON.stringify(body)),
    } as Claims
    const jws = await sign(key, claims)
    if (jws.length > LARGEST) throw new EntryTooLarge(`${jws.length} bytes`)
    const entry = newEntry(key.device, claims, jws, await digestOf(jws))
    await storing(() => store(database, entry, file))
    return entry
  })
  announceAppended(row)
  return row
}

async function tipOf(database: OfficerDatabase, inspection: string, device: string) {
  return database.entries
    .where('[inspection+device+seq]')
    .between([inspection, device, -1], [inspection, device, Number.POSITIVE_INFINITY])
    .last()
}

function store(database: OfficerDatabase, entry: EntryRow, file: KeptFile | null): Promise<void> {
  const { entries, files, bytes, visits } = database
  return database.transaction('rw', [entries, files, bytes, visits], async () => {
    await entries.add(entry)
    if (file) await keep(database, file)
    await visits.put(glance(await visits.get(entry.inspection), entry))
  })
}

/** The same photograph twice is one file, and what the server confirmed stays confirmed. */
async function keep(database: OfficerDatabase, { row, bytes }: KeptFile): Promise<void> {
  if (!(await database.files.get(row.sha256))) await database.files.add(row)
  await database.bytes.put({ sha256: row.sha256, bytes })
}

function newEntry(device: string, claims: Claims, jws: string, sha256: string): EntryRow {
  const { jti, sub: inspection, seq, kind, at } = claims
  const unsent = { state: 'pending' as const, code: null, detail: null, sent_at: null }
  return { jti, inspection, device, seq, kind, jws, sha256, at, claims, ...unsent }
}

function newFile(inspection: string, sha256: string, type: string, size: number): FileRow {
  return {
    sha256,
    type,
    size,
    state: 'pending',
    offset: 0,
    upload_url: null,
    inspection,
    added_at: stamp(),
    confirmed_at: null,
    error: null,
  }
}
