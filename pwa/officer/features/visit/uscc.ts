/**
 * The unified social credit code 统一社会信用代码 (GB 32100-2015).
 *
 * Real licences that fail the check exist, so nothing here refuses: the
 * screens warn and ask for a reason.
 */

/** Digits and capital letters without I, O, S, V and Z; the index is the value. */
const CHARSET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const MODULUS = 31
const BODY_LENGTH = 17

export type UsccFault = 'length' | 'character' | 'check'

/** Full-width forms folded, blanks and hyphens dropped, letters upper-cased. */
export function normaliseUscc(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

/** The check character that the first seventeen ask for. */
export function checkCharacter(body: string): string {
  let weight = 1
  let sum = 0
  for (const character of body.slice(0, BODY_LENGTH)) {
    sum += CHARSET.indexOf(character) * weight
    weight = (weight * 3) % MODULUS
  }
  return CHARSET.charAt((MODULUS - (sum % MODULUS)) % MODULUS)
}

/** What is wrong with a code, or null where it holds. Expects a normalised code. */
export function usccFault(code: string): UsccFault | null {
  if (code.length !== BODY_LENGTH + 1) return 'length'
  if ([...code].some((character) => !CHARSET.includes(character))) return 'character'
  return checkCharacter(code) === code.charAt(BODY_LENGTH) ? null : 'check'
}

/** The first code found in a text, such as the address in a licence's QR 营业执照二维码. */
export function usccIn(text: string): string | null {
  const runs = text.toUpperCase().match(/[0-9A-Z]{18,}/g) ?? []
  const codes = runs.flatMap(windows)
  return codes.find((code) => usccFault(code) === null) ?? null
}

function windows(run: string): string[] {
  const count = run.length - BODY_LENGTH
  return Array.from({ length: count }, (_, start) => run.slice(start, start + BODY_LENGTH + 1))
}

/** A sentence for the person who typed the code. */
export const USCC_FAULT_TEXT: Record<UsccFault, string> = {
  length: '统一社会信用代码应为 18 位,请核对证照。',
  character: '代码含有 I、O、S、V、Z 等不使用的字符,请核对证照。',
  check: '校验位不符,可能有一位抄错。若证照确实如此,请写明原因后继续。',
}
