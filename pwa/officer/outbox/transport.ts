import type { SyncAnswer } from '@shared/api/wire.ts'
import type { FileRow } from '../db/rows.ts'

/** What an upload has reached; saved at once, so that the next attempt goes on from there. */
export type Progress = Pick<Partial<FileRow>, 'upload_url' | 'offset'>

/**
 * The way out of the phone. Tests put one of their own in its place.
 *
 * Every call throws `ApiProblem` where the server refuses and `NoAnswer` where none is reached.
 */
export interface Transport {
  entries(jws: string[], sentAt: string): Promise<SyncAnswer>
  /** Which of these (at most 200) the server holds whole. */
  present(sha256: string[]): Promise<string[]>
  /** Bring one file over, from where the last attempt ended. */
  upload(file: FileRow, bytes: ArrayBuffer, saved: (progress: Progress) => Promise<void>): Promise<void>
}
