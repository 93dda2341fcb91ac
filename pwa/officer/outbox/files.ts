import { ApiProblem, NoAnswer, sentenceOf } from '@shared/api/client.ts'
import { stamp } from '../capture/clock.ts'
import type { OfficerDatabase } from '../db/database.ts'
import type { FileRow } from '../db/rows.ts'
import type { Transport } from './transport.ts'

const PARALLEL = 2
const MOST_ASKED = 200

export interface FilesReport {
  moved: boolean
  /** The first failure that ended the run or that a file met. */
  failure: unknown
}

/**
 * Bring over the evidence that the server does not hold, and believe only its own list.
 *
 * A file that fails does not keep the next from going, unless the failure is of the line
 * or of the session.
 */
export async function sendFiles(database: OfficerDatabase, transport: Transport): Promise<FilesReport> {
  const waiting = await unconfirmed(database)
  if (!waiting.length) return { moved: false, failure: null }
  let moved = await confirm(database, transport, waiting)
  const failure = await uploadAll(database, transport, await unconfirmed(database))
  if (endsRun(failure)) return { moved, failure }
  moved = (await confirm(database, transport, await unconfirmed(database))) || moved
  return { moved, failure }
}

async function uploadAll(database: OfficerDatabase, transport: Transport, files: FileRow[]) {
  const queue = [...files]
  let failure: unknown = null
  const worker = async () => {
    for (let file = queue.shift(); file && !endsRun(failure); file = queue.shift()) {
      try {
        await uploadOne(database, transport, file)
      } catch (error) {
        if (failure === null || endsRun(error)) failure = error
      }
    }
  }
  await Promise.all(Array.from({ length: PARALLEL }, worker))
  return failure
}

async function uploadOne(database: OfficerDatabase, transport: Transport, file: FileRow): Promise<void> {
  const kept = await database.bytes.get(file.sha256)
  if (!kept) return void (await database.files.update(file.sha256, { error: '本机已没有这个文件的内容。' }))
  await database.files.update(file.sha256, { state: 'uploading', error: null })
  try {
    await transport.upload(file, kept.bytes, async (progress) => {
      await database.files.update(file.sha256, progress)
    })
  } catch (error) {
    await database.files.update(file.sha256, { state: 'pending', ...afterFailure(error) })
    throw error
  }
}

/** What the server says is no upload of ours any more is begun anew; a broken line goes on where it broke. */
function afterFailure(error: unknown): Partial<FileRow> {
  const told = { error: sentenceOf(error) }
  if (error instanceof ApiProblem && error.status !== 401 && error.status < 500 && error.status !== 429) {
    return { ...told, upload_url: null, offset: 0 }
  }
  return told
}

async function confirm(database: OfficerDatabase, transport: Transport, files: FileRow[]): Promise<boolean> {
  let moved = false
  for (let start = 0; start < files.length; start += MOST_ASKED) {
    const asked = files.slice(start, start + MOST_ASKED).map((file) => file.sha256)
    const present = new Set(await transport.present(asked))
    const confirmed_at = stamp()
    const changes = asked
      .filter((sha256) => present.has(sha256))
      .map((key) => ({ key, changes: { state: 'confirmed' as const, confirmed_at, error: null } }))
    await database.files.bulkUpdate(changes)
    moved ||= changes.length > 0
  }
  return moved
}

async function unconfirmed(database: OfficerDatabase): Promise<FileRow[]> {
  const files = await database.files.where('state').notEqual('confirmed').toArray()
  return files.sort((a, b) => Date.parse(a.added_at) - Date.parse(b.added_at))
}

function endsRun(error: unknown): boolean {
  return error instanceof NoAnswer || (error instanceof ApiProblem && error.status === 401)
}
