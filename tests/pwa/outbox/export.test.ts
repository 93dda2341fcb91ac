import { attach, entriesOf, openVisit } from '@officer/capture/notebook.ts'
import { exportName, exportUnsynced } from '@officer/outbox/export.ts'
import { drain } from '@officer/outbox/outbox.ts'
import { expect, test } from 'vitest'
import { opened, photograph, registeredPhone } from '../support/phone.ts'
import { FakeServer } from '../support/server.ts'

const me = { id: 'me', name: '王建国' }

test('everything that is not confirmed is in the file, bytes and all', async () => {
  const database = await registeredPhone()
  const visit = await openVisit(opened)
  const photo = photograph(2_000_001)
  const entry = await attach(visit, photo, { shows: '操作台', source: 'camera' })
  const content = JSON.parse(await (await exportUnsynced(database, me)).text())
  expect(content.entries).toEqual((await entriesOf(visit)).map(({ jws }) => jws))
  expect(content).toMatchObject({ format: 'zhifa-unsynced', version: 1, account: me })
  const [file] = content.files
  expect(file).toMatchObject({ sha256: (entry.claims.body as { sha256: string }).sha256, size: 2_000_001 })
  expect(Buffer.from(file.base64, 'base64').equals(Buffer.from(await photo.arrayBuffer()))).toBe(true)
})

test('what the server has is not in it', async () => {
  const database = await registeredPhone()
  const visit = await openVisit(opened)
  await attach(visit, photograph(), { shows: '操作台', source: 'camera' })
  await drain(database, new FakeServer())
  const content = JSON.parse(await (await exportUnsynced(database, me)).text())
  expect(content).toMatchObject({ entries: [], files: [] })
})

test('what the server refused is in it', async () => {
  const database = await registeredPhone()
  const server = new FakeServer()
  server.answering = () => 'rejected'
  await openVisit(opened)
  await drain(database, server)
  expect(JSON.parse(await (await exportUnsynced(database, me)).text()).entries).toHaveLength(1)
})

test('the name tells when it was made', () => {
  expect(exportName('2026-11-23T15:04:05.123+08:00')).toBe('掌上执法-未上传-20261123-1504.json')
})
