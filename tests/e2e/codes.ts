import { createHash, generateKeyPairSync, type KeyObject, sign as signBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import type { APIRequestContext, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { renderSVG } from 'uqr'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import type { DemoAccount } from './people'

/** Codes as cameras see them, and codes of phones that no screen of ours would draw. */

const wasm = require.resolve('zxing-wasm/reader/zxing_reader.wasm')
prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer as ArrayBuffer } })

/** The code on 亮证, by its label. */
const PRESENTED = /动态核验码/

/** The text of a code on the screen, that of 亮证 if none is named, read from the picture of it. */
export async function codeOn(page: Page, name = PRESENTED): Promise<string> {
  let text = ''
  await expect(async () => {
    const [code] = await readBarcodes(await picture(page, name), { formats: ['QRCode'] })
    text = code?.text ?? ''
    expect(text, 'a code is read from the screen').not.toBe('')
  }).toPass({ timeout: 20_000 })
  return text
}

/** Puts the code on the screen before the fake camera of another browser: MJPEG is one JPEG after another. */
export async function filmTo(path: string, page: Page): Promise<void> {
  const code = page.getByRole('img', { name: PRESENTED })
  const still = await code.screenshot({ type: 'jpeg', quality: 95 })
  writeFileSync(path, Buffer.concat([still, still]))
}

/** The same of a text that no screen of ours would draw. */
export async function filmOf(path: string, page: Page, text: string): Promise<void> {
  await page.setContent(`<div id="code" style="width:480px">${renderSVG(text, { border: 4, ecc: 'M' })}</div>`)
  const still = await page.locator('#code').screenshot({ type: 'jpeg', quality: 95 })
  writeFileSync(path, Buffer.concat([still, still]))
}

async function picture(page: Page, name: RegExp): Promise<Buffer> {
  return page.getByRole('img', { name }).screenshot()
}

/** The codes on a printed sheet, in its order: each row of a code is drawn in the PDF as strokes one unit high. */
export async function printedCodes(pdf: Buffer): Promise<string[]> {
  const codes: string[] = []
  for (const page of streamsOf(pdf)) {
    for (const drawing of page.split(/(?<![\d.])4 4\.5 m/).slice(1)) {
      const strokes = [...`4 4.5 m${drawing}`.matchAll(/(\d+) (\d+)\.5 m (\d+) \2\.5 l/g)].map(([, from, row, to]) => [Number(from), Number(row), Number(to)] as const)
      codes.push(await readStrokes(strokes))
    }
  }
  return codes
}

async function readStrokes(strokes: (readonly [number, number, number])[]): Promise<string> {
  const scale = 6
  const side = (Math.max(...strokes.map(([, , to]) => to)) + 4) * scale
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [from, row, to] of strokes)
    for (let y = row * scale; y < (row + 1) * scale; y += 1) for (let x = from * scale; x < to * scale; x += 1) data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3)
  const [code] = await readBarcodes({ data, width: side, height: side, colorSpace: 'srgb' } as ImageData, { formats: ['QRCode'] })
  if (!code?.text) throw new Error('no code was read from the sheet')
  return code.text
}

function streamsOf(pdf: Buffer): string[] {
  const found: string[] = []
  for (let at = pdf.indexOf('stream'); at >= 0; at = pdf.indexOf('stream', at + 6)) {
    if (pdf.subarray(at - 3, at).toString() === 'end') continue
    const start = pdf.indexOf('\n', at) + 1
    const end = pdf.indexOf('endstream', start)
    try {
      found.push(inflateSync(pdf.subarray(start, end)).toString('latin1'))
    } catch {
      // A font or a picture, packed in another way.
    }
  }
  return found
}

interface Claims {
  c: string
  t: number
  i?: string
}

/** A phone of the test's own: it signs whatever it is told to. */
export class Phone {
  readonly key: KeyObject
  readonly public_jwk: Record<string, string>
  device = ''
  token = ''
  number = ''

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { kty, crv, x, y } = publicKey.export({ format: 'jwk' }) as Record<string, string>
    this.key = privateKey
    this.public_jwk = { kty: kty ?? '', crv: crv ?? '', x: x ?? '', y: y ?? '' }
  }

  /** Logs in, so that the server knows the phone as this officer's. */
  async register(request: APIRequestContext, who: DemoAccount): Promise<this> {
    const data = { username: who.username, password: who.password, client: 'app', device: { public_jwk: this.public_jwk, name: '测试手机' } }
    const answer = await request.post('/api/session', { data })
    expect(answer.status()).toBe(201)
    const { access_token, device_id, account } = await answer.json()
    this.token = access_token
    this.device = device_id
    this.number = account.officer.certificates[0].number
    return this
  }

  get shortId(): string {
    const { crv, kty, x, y } = this.public_jwk
    const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest()
    return thumbprint.subarray(0, 8).toString('base64url')
  }

  /** The path that a citizen opens. `age` in seconds; `kid`: of whose phone it claims to be; `visit`: which it names. */
  shows({ age = 0, kid = this.shortId, number = this.number, visit = '' } = {}): string {
    const claims: Claims = { c: number, t: Math.floor(Date.now() / 1000) - age }
    if (visit) claims.i = Buffer.from(visit.replaceAll('-', ''), 'hex').toString('base64url')
    const input = [{ alg: 'ES256', kid, typ: 'p+jwt' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
    const signature = signBytes('sha256', Buffer.from(input), { key: this.key, dsaEncoding: 'ieee-p1363' })
    return `/v/${input}.${signature.toString('base64url')}`
  }
}
