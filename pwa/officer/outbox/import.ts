import { entryKinds } from '@shared/text/kinds.ts'
import { digestOf, hexadecimal } from '../capture/base64.ts'
import { stamp } from '../capture/clock.ts'
import { storing } from '../capture/storage.ts'
import { glance } from '../capture/visits.ts'
import type { OfficerDatabase } from '../db/database.ts'
import type { VisitRow } from '../db/rows.ts'
import { readEntry } from './jws.ts'

/** The file cannot be taken up at all; nothing was changed. */
export class ImportRefused extends Error {
  override name = 'ImportRefused'

  constructor(readonly detail: string) {
    super(detail)
  }
}

/** What came of an import. `damaged`: entries and files whose bytes are not what they say they are. */
export interface Imported {
  entries: number
  files: number
  known: number
  damaged: number
}

interface BackupFile {
  sha256: string
  type: string
  size: number
  inspection: string
  base64: string
}
interface Backup {
  account: { id: string; name: string }
  entries: string[]
  files: BackupFile[]
}
type Progress = (done: number, total: number) => void

/**
 * Take up a file that this application exported, on this phone or on another of the same account.
 *
 * What is here already stays as it is; what is missing waits in the outbox, signed by the device
 * that made it. May be cut off at any point and done again. Throws {@link ImportRefused}.
 */
export async function importBackup(
  database: OfficerDatabase,
  account: string,
  file: Blob,
  progress: Progress = () => undefined,
): Promise<Imported> {
  const backup = await read(file, account)
  const report: Imported = { entries: 0, files: 0, known: 0, damaged: 0 }
  const total = backup.entries.length + backup.files.length
  let done = 0
  for (const one of backup.files) {
    report[await takeFile(database, one)] += 1
    progress(++done, total)
  }
  for (const jws of backup.entries) {
    report[await takeEntry(database, jws)] += 1
    progress(++done, total)
  }
  await showVisits(database, backup.entries)
  return report
}

async function read(file: Blob, account: string): Promise<Backup> {
  const backup = await file
    .text()
    .then((text) => JSON.parse(text))
    .catch(() => null)
  if (backup?.format !== 'zhifa-unsynced' || !Array.isArray(backup.entries) || !Array.isArray(backup.files)) {
    throw new ImportRefused(
      '这不是掌上执法导出的备份文件,或文件不完整,没有导入任何内容。请选择导出时保存的 .json 文件。',
    )
  }
  if (backup.version !== 1) {
    throw new ImportRefused('这份备份由更新版本的应用导出,没有导入任何内容。请先更新应用再导入。')
  }
  if (backup.account?.id !== account) {
    const name = String(backup.account?.name || '另一个账号').slice(0, 40)
    throw new ImportRefused(`这份备份属于${name},没有导入任何内容。请由其本人登录后导入。`)
  }
  return backup as Backup
}

/** The hash of the text, the form of the signature and the place in the chain must all be right. */
async function takeEntry(database: OfficerDatabase, jws: string): Promise<'entries' | 'known' | 'damaged'> {
  const read = readEntry(jws)
  if (!read || !(read.claims.kind in entryKinds)) return 'damaged'
  const { device, claims } = read
  const { jti, sub: inspection, seq, prev, kind, at } = claims
  const chain = [inspection, device] as const
  const here = (await database.entries.get(jti)) ?? (await placed(database, ...chain, seq))
  if (here) return here.jws === jws ? 'known' : 'damaged'
  const before = seq > 0 ? await placed(database, ...chain, seq - 1) : undefined
  if (before ? before.sha256 !== prev : (prev === null) !== (seq === 0)) return 'damaged'
  const unsent = { state: 'pending' as const, code: null, detail: null, sent_at: null }
  const sha256 = await digestOf(jws)
  const row = { jti, inspection, device, seq, kind, jws, sha256, at, claims, ...unsent }
  await storing(() => database.entries.add(row))
  return 'entries'
}

function placed(database: OfficerDatabase, inspection: string, device: string, seq: number) {
  return database.entries.where('[inspection+device+seq]').equals([inspection, device, seq]).first()
}

/**
 * List the visits that the file speaks of. One that another phone left open is not to be gone on
 * with here: this phone would first have to join it.
 */
async function showVisits(database: OfficerDatabase, backup: string[]): Promise<void> {
  const devices = new Set((await database.keys.toArray()).map(({ device }) => device))
  for (const inspection of new Set(backup.flatMap((jws) => readEntry(jws)?.claims.sub ?? []))) {
    const entries = await database.entries.where('inspection').equals(inspection).sortBy('jti')
    const visit = entries.reduce<VisitRow | undefined>(glance, undefined)
    const begunHere = entries.some(({ device }) => devices.has(device))
    if (!visit || (visit.state === 'open' && !begunHere)) continue
    const step = (await database.visits.get(inspection))?.step ?? ''
    await database.visits.put({ ...visit, step })
  }
}

async function takeFile(database: OfficerDatabase, file: BackupFile): Promise<'files' | 'known' | 'damaged'> {
  const bytes = bytesOf(file.base64)
  if (!bytes || hexadecimal(await crypto.subtle.digest('SHA-256', bytes)) !== file.sha256) return 'damaged'
  const [row, kept] = await Promise.all([database.files.get(file.sha256), database.bytes.get(file.sha256)])
  if (row?.state === 'confirmed' || (row && kept)) return 'known'
  const { sha256, type, inspection } = file
  await storing(() =>
    database.transaction('rw', [database.files, database.bytes], async () => {
      await database.bytes.put({ sha256, bytes })
      await database.files.put({
        sha256,
        type,
        size: bytes.byteLength,
        state: 'pending',
        offset: 0,
        upload_url: null,
        inspection,
        added_at: stamp(),
        confirmed_at: null,
        error: null,
      })
    }),
  )
  return 'files'
}

function bytesOf(base64: unknown): ArrayBuffer | null {
  try {
    const binary = atob(String(base64))
    const bytes = new Uint8Array(binary.length)
    for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at)
    return bytes.buffer
  } catch {
    return null
  }
}
