/**
 * The draw, made again in this browser from what was published: the list's text and the seed.
 * Twin of backend/zhifa/appraisal/drawing.py; both read tests/vectors/draw.json.
 */
const bytesOf = (text: string) => new TextEncoder().encode(text)

function hex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The SHA-256 of the list exactly as it was downloaded. */
export async function listHash(text: string): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', bytesOf(text)))
}

/** The drawn ids in order: those with the lowest HMAC-SHA-256 (key: the seed; message: `<list hash>:<id>`). */
export async function drawAgain(text: string, seed: string, size: number): Promise<string[]> {
  const listed = await listHash(text)
  const key = await crypto.subtle.importKey('raw', bytesOf(seed), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ])
  const ids = text.split('\n').filter((line) => line !== '')
  const numbered = await Promise.all(
    ids.map(async (id) => ({
      id,
      number: hex(await crypto.subtle.sign('HMAC', key, bytesOf(`${listed}:${id}`))),
    })),
  )
  numbered.sort((one, other) => (one.number < other.number ? -1 : 1))
  return numbered.slice(0, size).map(({ id }) => id)
}
