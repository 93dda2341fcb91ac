import { ApiProblem, NoAnswer, sentenceOf } from '@shared/api/client.ts'
import type { Outcome } from '@shared/api/wire.ts'
import { stamp } from '../capture/clock.ts'
import { isQuota } from '../capture/storage.ts'
import type { OfficerDatabase } from '../db/database.ts'
import type { EntryRow } from '../db/rows.ts'
import { batches, inChainOrder } from './batches.ts'
import { sendFiles } from './files.ts'
import type { Transport } from './transport.ts'

/**
 * How a run ended.
 *
 * clean: nothing waits. waiting: something still does, though the server answered.
 * offline: no answer came. need-login: the server asks who we are. refused: it would not
 * take the request at all; `problem` says why. full: the phone has no room to note what the server said.
 */
export interface Report {
  end: 'clean' | 'waiting' | 'offline' | 'need-login' | 'refused' | 'full'
  problem: string | null
  /** Something was acknowledged, so the next attempt need not wait long. */
  moved: boolean
  /** Seconds that the server asked us to wait. */
  retryAfter: number | null
  /** The server's clock less the phone's, in milliseconds, where an answer told it. */
  skew: number | null
}

const NO_ROOM =
  '手机存储空间已满,无法记下服务器的答复。已保存的内容都在,没有丢失。请清理手机空间,应用会自动再传;也可先导出文件留存。'

const WAITING = ['pending', 'held'] as const

/**
 * Send what waits, once through: entries in the order of their chains, then files.
 *
 * Nothing is deleted here and nothing is marked that the server has not answered, so it may
 * be killed at any point and run again: the server answers `duplicate` to what it has.
 */
export async function drain(database: OfficerDatabase, transport: Transport): Promise<Report> {
  const report: Report = { end: 'clean', problem: null, moved: false, retryAfter: null, skew: null }
  try {
    await sendEntries(database, transport, report)
    const files = await sendFiles(database, transport)
    report.moved ||= files.moved
    if (files.failure) throw files.failure
    if (await anythingWaits(database)) report.end = 'waiting'
  } catch (error) {
    explain(report, error)
  }
  return report
}

/** Entries that the server refused are asked about again only when the officer says so. */
export async function retryRefused(database: OfficerDatabase): Promise<void> {
  await database.entries
    .where('state')
    .anyOf('conflict', 'rejected')
    .modify({ state: 'pending', code: null, detail: null })
}

async function sendEntries(database: OfficerDatabase, transport: Transport, report: Report) {
  const waiting = await database.entries.where('state').anyOf(WAITING).toArray()
  for (const batch of batches(inChainOrder(waiting))) await sendBatch(database, transport, batch, report)
}

async function sendBatch(
  database: OfficerDatabase,
  transport: Transport,
  batch: EntryRow[],
  report: Report,
): Promise<void> {
  try {
    const answer = await transport.entries(
      batch.map((entry) => entry.jws),
      stamp(),
    )
    report.skew = Date.parse(answer.server_time) - Date.now()
    report.moved = (await settle(database, batch, answer.outcomes)) || report.moved
  } catch (error) {
    if (!isTooLarge(error) || batch.length === 1) throw error
    const middle = Math.ceil(batch.length / 2)
    await sendBatch(database, transport, batch.slice(0, middle), report)
    await sendBatch(database, transport, batch.slice(middle), report)
  }
}

/** Write down what the server said of each entry. What it did not speak of stays as it is. */
async function settle(database: OfficerDatabase, batch: EntryRow[], outcomes: Outcome[]): Promise<boolean> {
  const sent_at = stamp()
  const changes = outcomes.flatMap(({ index, outcome: state, code = null, detail = null }) => {
    const entry = batch[index]
    return entry ? [{ key: entry.jti, changes: { state, code, detail, sent_at } }] : []
  })
  await database.entries.bulkUpdate(changes)
  return changes.some(({ changes: { state } }) => state === 'applied' || state === 'duplicate')
}

async function anythingWaits(database: OfficerDatabase): Promise<boolean> {
  const entries = await database.entries.where('state').anyOf(WAITING).count()
  return entries > 0 || (await database.files.where('state').notEqual('confirmed').count()) > 0
}

function explain(report: Report, error: unknown): void {
  report.problem = isQuota(error) ? NO_ROOM : sentenceOf(error)
  if (isQuota(error)) report.end = 'full'
  else if (error instanceof NoAnswer) report.end = 'offline'
  else if (error instanceof ApiProblem && error.status === 401) report.end = 'need-login'
  else {
    report.end = 'refused'
    report.retryAfter = error instanceof ApiProblem ? error.retryAfter : null
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 413 || error.code === 'batch_too_large')
}
