/** The parts of a compact JWS that can be read; the signature stays as it is. */
export interface ReadJws {
  header: string
  claims: string
}

function read(part: string | undefined): string {
  const base64 = (part ?? '').replaceAll('-', '+').replaceAll('_', '/')
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
  return JSON.stringify(JSON.parse(new TextDecoder().decode(bytes)), null, 2)
}

/** Header and claims of a compact JWS as indented JSON; null where it is not one. */
export function readJws(compact: string): ReadJws | null {
  const [header, claims] = compact.split('.')
  try {
    return { header: read(header), claims: read(claims) }
  } catch {
    return null
  }
}

/** Whether the SHA-256 of a compact JWS, computed here, is the one that the server names. */
export async function hashAgrees(compact: string, named: string): Promise<boolean> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(compact)))
  const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const base64url = btoa(String.fromCharCode(...digest))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
  return named === hex || named === base64url
}
