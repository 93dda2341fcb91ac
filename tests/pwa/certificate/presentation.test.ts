import { readdirSync, readFileSync } from 'node:fs'
import { newKey } from '@officer/capture/signer.ts'
import { base64url, digestOf } from '@officer/capture/base64.ts'
import { addressOf, LONGEST, recognise } from '@officer/features/certificate/address.ts'
import { idToBytes } from '@officer/features/certificate/bytes.ts'
import { sign } from '@officer/features/certificate/dynamic.ts'
import { present, readToken, shortIdOf, signedBy } from '@officer/features/certificate/presentation.ts'
import { typedForm, writeVisitCode } from '@officer/features/visit/visitcode.ts'
import { drawn, pathOf } from '@shared/ui/qr.ts'
import { describe, expect, test } from 'vitest'

interface Vector {
  name: string
  says: string
  public_jwk: JsonWebKey
  short_id: string
  token: string
  claims: { c: string; t: number; i?: string } | null
  valid: boolean
}

const folder = `${import.meta.dirname}/../../vectors/presentation`
const vectors = readdirSync(folder).map((name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Vector)
const visit = '019ab0c2-7d3e-7a51-8c44-5f0e6a1b2c3d'
/** 29 characters, as long as the address of a real city may be. */
const base = 'https://zhifa.yuncheng.gov.cn'

describe('codes that the phone and the server judge alike', () => {
  test.each(vectors)('$name: $says', async ({ public_jwk, short_id, token, claims, valid }) => {
    const read = readToken(token)
    expect(read && wire(read)).toEqual(claims)
    expect(read !== null && read.kid === short_id && (await signedBy(read, public_jwk))).toBe(valid)
  })

  test('the short id is that of the RFC 7638 thumbprint', async () => {
    for (const { public_jwk, short_id } of vectors) {
      const { kty, crv, x, y } = public_jwk
      expect(shortIdOf(await digestOf(JSON.stringify({ crv, kty, x, y })))).toBe(short_id)
    }
  })
})

function wire({ number, at, visit: id }: { number: string; at: number; visit: string | null }) {
  return { c: number, t: at, ...(id ? { i: base64url(idToBytes(id)) } : {}) }
}

describe('the size of a code', () => {
  test.each(['14080201001', '123456789012345678'])('%s with a visit fits version 12 at level M', async (number) => {
    const key = await newKey()
    const { url, visit: named } = await sign({ number, at: 1_795_420_800, visit }, key, base)
    expect(base).toHaveLength(29)
    expect(url.length).toBeLessThanOrEqual(LONGEST)
    expect(named).toBe(visit)
    expect(drawn(url).version).toBeLessThanOrEqual(12)
    expect(drawn(url).size).toBe(17 + 4 * drawn(url).version + 8)
  })

  test('a code that would be too long leaves the visit out, and says so', async () => {
    const number = 'GJXF-1408-2026-000000000123'
    const shown = await sign({ number, at: 1_795_420_800, visit }, await newKey(), base)
    expect(shown.visit).toBeNull()
    expect(shown.url.length).toBeLessThanOrEqual(LONGEST)
  })

  test('neighbouring squares are one stretch of the path', () => {
    expect(pathOf({ data: [[true, true, false, true], [false, false, true, false]] })).toBe(
      'M0 0h2v1h-2zM3 0h1v1h-1zM2 1h1v1h-1z',
    )
  })
})

describe('what a scanned text is', () => {
  const token = vectors.find(({ name }) => name === 'visit')?.token ?? ''

  test('a code, with its address or bare', () => {
    expect(recognise(addressOf(base, token))).toMatchObject({ kind: 'presentation', host: 'zhifa.yuncheng.gov.cn' })
    expect(recognise(` ${token}\n`)).toMatchObject({ kind: 'presentation', text: token, host: null })
  })

  test('the code of a printed card', () => {
    const card = `${base}/c/AbCdEfGhIjKlMnOpQrStUv`
    expect(recognise(card)).toMatchObject({ kind: 'card', text: 'AbCdEfGhIjKlMnOpQrStUv' })
    expect(recognise(`${base}/c/short`).kind).toBe('other')
  })

  test('the code of a visit, scanned or typed', () => {
    const code = writeVisitCode({ id: visit, subject: null, matters: [], lead: '王建国' })
    expect(recognise(code)).toMatchObject({ kind: 'visit', code: { id: visit, lead: '王建国' } })
    expect(recognise(typedForm(visit)).kind).toBe('visit')
  })

  test.each(['', 'https://example.com/', `javascript:/v/${token}`, 'https://example.com/v/a.b.c', '1408'])(
    '“%s” is nothing that is known here',
    (text) => expect(recognise(text)).toEqual({ kind: 'other' }),
  )
})

test('a fresh key signs what its public half verifies, and no other key does', async () => {
  const key = await newKey()
  const other = await newKey()
  const made = await present({ number: '14080201001', at: 1, visit: null }, shortIdOf(key.thumbprint), key.pair.privateKey)
  const token = readToken(made)
  if (!token) throw new Error('it reads its own codes')
  expect(await signedBy(token, key.public_jwk)).toBe(true)
  expect(await signedBy(token, other.public_jwk)).toBe(false)
  expect(await signedBy(token, { kty: 'EC' })).toBe(false)
})
