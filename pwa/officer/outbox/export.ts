import { stamp } from '../capture/clock.ts'
import type { OfficerDatabase } from '../db/database.ts'

/** Bytes encoded at a time; a multiple of three, so that the pieces join into one base64 text. */
const SLICE = 3 * 256 * 1024

/**
 * Everything of this account that the server has not confirmed, as one JSON file.
 *
 * The file is put together from parts that the browser may hold on disk, one photograph
 * in memory at a time. The signed entries in it prove themselves; the server takes them
 * as they are, from whichever phone or desk they are sent.
 */
export async function exportUnsynced(
  database: OfficerDatabase,
  account: { id: string; name: string },
): Promise<Blob> {
  const entries = await database.entries.where('state').noneOf(['applied', 'duplicate']).sortBy('jti')
  const files = await database.files.where('state').notEqual('confirmed').sortBy('added_at')
  const head = {
    format: 'zhifa-unsynced',
    version: 1,
    made_at: stamp(),
    app_version: __APP_VERSION__,
    account,
    entries: entries.map((entry) => entry.jws),
  }
  const parts: Blob[] = [new Blob([`${JSON.stringify(head).slice(0, -1)},"files":[`])]
  let separator = ''
  for (const file of files) {
    const kept = await database.bytes.get(file.sha256)
    if (!kept) continue
    const { sha256, type, size, inspection } = file
    const about = JSON.stringify({ sha256, type, size, inspection }).slice(0, -1)
    parts.push(new Blob([`${separator}${about},"base64":"`, ...base64Parts(kept.bytes), '"}']))
    separator = ','
  }
  parts.push(new Blob([']}']))
  return new Blob(parts, { type: 'application/json' })
}

/** Name under which the export is saved: `掌上执法-未上传-20261123-1504.json`. */
export function exportName(at: string = stamp()): string {
  return `掌上执法-未上传-${at.slice(0, 16).replace(/[-:]/g, '').replace('T', '-')}.json`
}

function base64Parts(bytes: ArrayBuffer): string[] {
  const parts: string[] = []
  for (let start = 0; start < bytes.byteLength; start += SLICE) {
    parts.push(base64(new Uint8Array(bytes, start, Math.min(SLICE, bytes.byteLength - start))))
  }
  return parts
}

function base64(view: Uint8Array): string {
  let binary = ''
  for (let start = 0; start < view.length; start += 0x8000) {
    binary += String.fromCharCode(...view.subarray(start, start + 0x8000))
  }
  return btoa(binary)
}
