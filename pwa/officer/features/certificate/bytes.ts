import { hexadecimal } from '../../capture/base64.ts'

/** The bytes of unpadded base64url, or `null` where the text is not the one way of writing them. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]+$/.test(text) || text.length % 4 === 1) return null
  const plain = text.replace(/-/g, '+').replace(/_/g, '/')
  const binary = atob(plain)
  if (btoa(binary).replace(/=+$/, '') !== plain) return null
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
}

/** UTF-8 as text; `null` for nothing and for what is not UTF-8. */
export function shortText(bytes: Uint8Array | null): string | null {
  try {
    return bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The 16 bytes of a UUID. */
export function idToBytes(id: string): Uint8Array {
  const hex = id.replaceAll('-', '')
  return Uint8Array.from({ length: 16 }, (_, place) =>
    Number.parseInt(hex.slice(2 * place, 2 * place + 2), 16),
  )
}

/** The UUID of 16 bytes, lower-case; `null` for any other number of them. */
export function idFromBytes(bytes: Uint8Array<ArrayBuffer> | null): string | null {
  if (bytes?.length !== 16) return null
  const hex = hexadecimal(bytes.buffer)
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
