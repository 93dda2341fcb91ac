import { normaliseUscc, usccFault, usccIn } from '@officer/features/visit/uscc.ts'
import { describe, expect, test } from 'vitest'

const VALID = [
  '91350100M000100Y43',
  '91110000101623741K',
  '911101066976941872',
  '91140802MA0K003470',
  '91140802MA0K005820',
  '91140802MA0DEMQ002',
  '92140830MA0DEMQ19D',
  '91140881MA0TERT24P',
  '1214080040DEMA003F',
]
const INVALID = ['91310115MA1H8R7C6D', '91350211M0000XUF46']

describe('the unified social credit code', () => {
  test.each(VALID)('%s holds', (code) => expect(usccFault(code)).toBeNull())
  test.each(INVALID)('%s fails its check', (code) => expect(usccFault(code)).toBe('check'))

  test('says what is wrong', () => {
    expect(usccFault('9135')).toBe('length')
    expect(usccFault('91350100M000100O43')).toBe('character')
  })

  test('a code typed with full-width letters, blanks and small letters is understood', () => {
    expect(normaliseUscc(' 91350100 m000100y43 ')).toBe('91350100M000100Y43')
  })

  test('is found in the address that a licence carries', () => {
    expect(usccIn('https://qr.example/i?uniscid=91350100M000100Y43&x=1')).toBe('91350100M000100Y43')
    expect(usccIn('https://qr.example/no-code-here')).toBeNull()
  })
})
