import type { EvidenceRow } from '@shared/api/wire'
import type { RecordAttachment } from '@shared/record/types'
import { derivativeReasons } from '@shared/text/problems'
import type { StateWord } from '@shared/text/states'

/** An attachment of the record with what the server knows of its file. */
export interface Exhibit extends RecordAttachment {
  file: EvidenceRow | null
}

export function exhibitsOf(
  attachments: readonly RecordAttachment[],
  files: readonly EvidenceRow[],
): Exhibit[] {
  const byHash = new Map(files.map((file) => [file.sha256, file]))
  return attachments.map((attachment) => ({ ...attachment, file: byHash.get(attachment.sha256) ?? null }))
}

/** Whether the original has arrived and its hash was found right. */
export function arrived(exhibit: Exhibit): boolean {
  return exhibit.file?.present === true
}

/** Whether there is, or soon will be, a picture to show. */
export function hasPicture(exhibit: Exhibit): boolean {
  return arrived(exhibit) && exhibit.type.startsWith('image/') && exhibit.file?.derivative !== 'impossible'
}

/** What stands in the way of seeing the file, if anything does. */
export function exhibitState(exhibit: Exhibit): StateWord | null {
  if (!arrived(exhibit)) return { word: '服务器尚未收到', tone: 'wait', icon: 'upload' }
  if (playable(exhibit)) return null
  if (exhibit.file?.derivative === 'pending') return { word: '预览生成中', tone: 'info', icon: 'clock' }
  if (exhibit.file?.derivative !== 'impossible') return null
  const reason = derivativeReasons[exhibit.file.derivative_reason ?? ''] ?? '原因不明'
  return { word: `无法生成预览(${reason})`, tone: 'off', icon: 'alert' }
}

/** Whether the original has arrived and is a recording that the browser may play. */
export function playable(exhibit: Exhibit): boolean {
  return arrived(exhibit) && /^(audio|video)\//.test(exhibit.type)
}

const extensions: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/webm': 'weba',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'application/pdf': 'pdf',
}

/** A name for the downloaded original that says which file it is. */
export function fileName(exhibit: Exhibit): string {
  return `证据-${exhibit.sha256.slice(0, 12)}.${extensions[exhibit.type] ?? 'bin'}`
}
