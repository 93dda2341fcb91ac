import { append, attach, EntryTooLarge, entriesOf, fileOf, openVisit, readRecord } from '@officer/capture/notebook.ts'
import { NoDeviceKey } from '@officer/capture/signer.ts'
import { StorageFull } from '@officer/capture/storage.ts'
import type { OfficerDatabase } from '@officer/db/database.ts'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { beforeEach, expect, test, vi } from 'vitest'
import { opened, photograph, registeredPhone } from '../support/phone.ts'

let database: OfficerDatabase
beforeEach(async () => {
  database = await registeredPhone()
})

function part(jws: string, index: number) {
  return JSON.parse(Buffer.from(jws.split('.')[index] ?? '', 'base64url').toString())
}

test('a chain counts up from nought and each entry names the one before by its hash', async () => {
  const visit = await openVisit(opened)
  await append(visit, 'noted', { text: '后厨' })
  await append(visit, 'noted', { text: '前厅' })
  const entries = await entriesOf(visit)
  expect(entries.map(({ seq }) => seq)).toEqual([0, 1, 2])
  expect(entries[0]?.claims.prev).toBeNull()
  for (const [index, entry] of entries.slice(1).entries()) {
    const before = createHash('sha256').update(entries[index]?.jws ?? '').digest('base64url')
    expect(entry.claims.prev).toBe(before)
  }
})

test('anyone with the public key can check an entry, and a changed one fails', async () => {
  const visit = await openVisit(opened)
  const [entry] = await entriesOf(visit)
  const key = await database.keys.get('device')
  const publicKey = createPublicKey({ key: key?.public_jwk as never, format: 'jwk' })
  const [header, payload, signature] = (entry?.jws ?? '').split('.')
  const holds = (text: string) =>
    verify('sha256', Buffer.from(text), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature ?? '', 'base64url'))
  expect(holds(`${header}.${payload}`)).toBe(true)
  expect(holds(`${header}.${payload}x`)).toBe(false)
  expect(part(entry?.jws ?? '', 0)).toEqual({ alg: 'ES256', kid: key?.device, typ: 'field-entry+jwt' })
  expect(part(entry?.jws ?? '', 1)).toEqual(entry?.claims)
})

test('the private key cannot leave the phone', async () => {
  const key = await database.keys.get('device')
  await expect(crypto.subtle.exportKey('jwk', key?.pair.privateKey as CryptoKey)).rejects.toThrow()
})

test('twenty entries at once stay one chain without a fork or a gap', async () => {
  const visit = await openVisit(opened)
  await Promise.all(Array.from({ length: 20 }, (_, index) => append(visit, 'noted', { text: `${index}` })))
  const entries = await entriesOf(visit)
  expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 21 }, (_, index) => index))
  entries.slice(1).forEach((entry, index) => {
    expect(entry.claims.prev).toBe(entries[index]?.sha256)
  })
})

test('the database itself refuses a second entry at the same place of a chain', async () => {
  const visit = await openVisit(opened)
  const [entry] = await entriesOf(visit)
  if (!entry) throw new Error('no entry')
  await expect(database.entries.add({ ...entry, jti: crypto.randomUUID() })).rejects.toThrow()
})

test('a photograph and the entry that names it enter together', async () => {
  const visit = await openVisit(opened)
  const photo = photograph(3000)
  const entry = await attach(visit, photo, { shows: '操作台', source: 'camera', item: 'SP-CY-01' })
  const hash = createHash('sha256').update(Buffer.from(await photo.arrayBuffer())).digest('hex')
  expect(entry.claims.body).toMatchObject({ sha256: hash, size: 3000, type: 'image/jpeg', item: 'SP-CY-01' })
  expect((await fileOf(hash))?.size).toBe(3000)
  expect((await database.files.get(hash))?.state).toBe('pending')
})

test('where the phone has no room neither the file nor the entry is stored, and what was stays', async () => {
  const visit = await openVisit(opened)
  const full = new DOMException('full', 'QuotaExceededError')
  vi.spyOn(database.bytes, 'put').mockRejectedValueOnce(full)
  await expect(attach(visit, photograph(), { shows: '操作台', source: 'camera' })).rejects.toThrow(StorageFull)
  expect(await entriesOf(visit)).toHaveLength(1)
  expect(await database.files.count()).toBe(0)
  await append(visit, 'noted', { text: '又能写了' })
  expect((await entriesOf(visit)).map(({ seq }) => seq)).toEqual([0, 1])
})

test('an entry for which there is no room is told as such, whichever way the browser says it', async () => {
  const visit = await openVisit(opened)
  const full = new DOMException('full', 'QuotaExceededError')
  const aborted = Object.assign(new Error('aborted'), { name: 'AbortError', inner: full })
  for (const failure of [full, aborted]) {
    vi.spyOn(database.entries, 'add').mockRejectedValueOnce(failure)
    const told = await append(visit, 'noted', { text: '写不下' }).catch((error: unknown) => error)
    expect(told).toBeInstanceOf(StorageFull)
    expect((told as StorageFull).detail).toMatch(/此前保存的内容都在.*清理手机空间.*导出/)
  }
  await append(visit, 'noted', { text: '又能写了' })
  expect((await entriesOf(visit)).map(({ seq }) => seq)).toEqual([0, 1])
})

test('the same photograph twice is two entries and one file', async () => {
  const visit = await openVisit(opened)
  await attach(visit, photograph(), { shows: '一', source: 'camera' })
  await attach(visit, photograph(), { shows: '二', source: 'camera' })
  expect(await entriesOf(visit)).toHaveLength(3)
  expect(await database.files.count()).toBe(1)
})

test('an entry larger than the server takes is refused before anything is written', async () => {
  const visit = await openVisit(opened)
  await expect(append(visit, 'noted', { text: '长'.repeat(40_000) })).rejects.toThrow(EntryTooLarge)
  expect(await entriesOf(visit)).toHaveLength(1)
})

test('capture needs no token but a registered key', async () => {
  await database.keys.clear()
  await expect(openVisit(opened)).rejects.toThrow(NoDeviceKey)
})

test('without a position the entry says why', async () => {
  const visit = await openVisit(opened)
  const [entry] = await entriesOf(visit)
  expect(entry?.claims).toMatchObject({ pos: null, pos_error: 'unsupported' })
})

test('the quick look follows the visit', async () => {
  const visit = await openVisit(opened)
  expect(await database.visits.get(visit)).toMatchObject({ state: 'open', subject_name: '永乐宫老面馆' })
  await append(visit, 'closed', { result: 'no_problem', missing: [] })
  expect(await database.visits.get(visit)).toMatchObject({ state: 'closed' })
  expect(await readRecord(visit)).toMatchObject({ state: 'closed', result: 'no_problem' })
})

test('another account on the same phone sees nothing of the first', async () => {
  const visit = await openVisit(opened)
  await registeredPhone()
  expect(await entriesOf(visit)).toEqual([])
  expect(await database.entries.count()).toBe(1)
})
