/**
 * How a second officer's phone learns of a visit without a network: the lead's
 * phone shows a QR that carries the visit's id, its subject and its matters, or a
 * short typed form that carries the id alone.
 */

export interface VisitCode {
  id: string
  subject: { id?: string; name: string; address: string } | null
  /** Codes of the matters, looked up in the joiner's own pack. */
  matters: string[]
  lead: string
}

const PREFIX = 'zhifa-visit:'
/** Crockford's base 32: no I, L, O or U to misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const TYPED_LENGTH = 26
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function writeVisitCode(code: VisitCode): string {
  const { id, subject, matters, lead } = code
  const said = subject ? [subject.id ?? '', subject.name, subject.address] : null
  return PREFIX + JSON.stringify([id, said, matters, lead])
}

/** Reads a scanned or a typed code; null where it is neither. */
export function readVisitCode(text: string): VisitCode | null {
  const trimmed = text.trim()
  if (trimmed.startsWith(PREFIX)) return readScanned(trimmed.slice(PREFIX.length))
  const id = UUID.test(trimmed.toLowerCase()) ? trimmed.toLowerCase() : idOfTyped(trimmed)
  return id ? { id, subject: null, matters: [], lead: '' } : null
}

function readScanned(json: string): VisitCode | null {
  try {
    const [id, said, matters, lead] = JSON.parse(json) as [
      string,
      [string, string, string] | null,
      string[],
      string,
    ]
    if (!UUID.test(id) || !Array.isArray(matters)) return null
    return { id, subject: said && subjectOf(said), matters, lead: String(lead) }
  } catch {
    return null
  }
}

function subjectOf([id, name, address]: [string, string, string]): VisitCode['subject'] {
  return id ? { id, name, address } : { name, address }
}

/** The id in groups of letters and digits that can be read out: `0CP5-…`. */
export function typedForm(id: string): string {
  let number = BigInt(`0x${id.replaceAll('-', '')}`)
  let text = ''
  for (let place = 0; place < TYPED_LENGTH; place += 1) {
    text = ALPHABET.charAt(Number(number % 32n)) + text
    number /= 32n
  }
  return (text.match(/.{1,4}/g) ?? []).join('-')
}

function idOfTyped(typed: string): string | null {
  const text = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  if (text.length !== TYPED_LENGTH || [...text].some((letter) => !ALPHABET.includes(letter))) return null
  const number = [...text].reduce((sum, letter) => sum * 32n + BigInt(ALPHABET.indexOf(letter)), 0n)
  const hex = number.toString(16).padStart(32, '0')
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return UUID.test(id) ? id : null
}
