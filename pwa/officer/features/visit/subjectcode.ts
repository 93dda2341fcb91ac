/** 扫入企码: the code printed for a shop, matched with the pack on the phone, so that it works with no signal. */

const CODE = /^[\w-]{21}[AQgw]$/

/** The code in what was scanned: an address that ends in `/s/<code>`; null for anything else. */
export function subjectCodeIn(text: string): string | null {
  if (!URL.canParse(text.trim())) return null
  const [, code] = /^\/s\/([\w-]+)\/?$/.exec(new URL(text.trim()).pathname) ?? []
  return code && CODE.test(code) ? code : null
}

/** What the pack holds of a code: base64url of the first 12 bytes of its SHA-256. */
export async function markOf(code: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code))
  const raw = String.fromCharCode(...new Uint8Array(hash.slice(0, 12)))
  return btoa(raw).replaceAll('+', '-').replaceAll('/', '_')
}

export async function subjectOfCode<S extends { code_mark?: string | null }>(
  subjects: readonly S[],
  code: string,
): Promise<S | undefined> {
  const mark = await markOf(code)
  return subjects.find((subject) => subject.code_mark === mark)
}
