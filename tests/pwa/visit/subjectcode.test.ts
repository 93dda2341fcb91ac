import { markOf, subjectCodeIn, subjectOfCode } from '@officer/features/visit/subjectcode.ts'
import { describe, expect, it } from 'vitest'

const code = 'AAECAwQFBgcICQoLDA0ODw'

describe('the code in the shop', () => {
  it('is the end of an address and of nothing else', () => {
    expect(subjectCodeIn(` https://zhifa.example/s/${code}\n`)).toBe(code)
    for (const other of [
      code,
      `https://zhifa.example/c/${code}`,
      'https://zhifa.example/s/short',
      '91140802MA0K003470',
    ])
      expect(subjectCodeIn(other)).toBeNull()
  })

  it('is known by the mark that the server puts into the pack', async () => {
    // hashlib.sha256(code).digest()[:12], base64url
    expect(await markOf(code)).toBe('XSYR1aTdK0Cyd9_b')
    const shop = { id: '1', code_mark: await markOf(code) }
    expect(await subjectOfCode([{ id: '0', code_mark: null }, shop], code)).toBe(shop)
    expect(await subjectOfCode([shop], 'BBECAwQFBgcICQoLDA0ODw')).toBeUndefined()
  })
})
