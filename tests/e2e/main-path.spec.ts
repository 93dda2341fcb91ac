import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { type APIRequestContext, expect, test } from '@playwright/test'
import { checker } from './axe'
import { codeOn } from './codes'
import { answer, begin, chooseSubject, goTo, items, nameSecondOfficer, passTheRest, photograph, showAndNotify, sign } from './officer'
import { account, killAndReopen, logIn, readyForNoSignal, token } from './people'
import { photographs } from './photographs'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, geolocation: { latitude: 35.0151, longitude: 110.9983, accuracy: 12 }, permissions: ['geolocation'] })

/** The main job: an inspection made with no signal, received exactly once, reviewed. */
test('a visit made with no signal arrives once, whole, and is accepted', async ({ browser, context, page, request }) => {
  const officer = account('officer')
  const photos = photographs()
  await logIn(page, '/app/', officer)
  await readyForNoSignal(page)

  await context.setOffline(true)
  await page.reload()
  await expect(page.getByRole('button', { name: '开始检查' })).toBeVisible()

  await chooseSubject(page, '餐')
  page = await killAndReopen(context, page, '/app/visits/new')
  const visit = await begin(page)
  await nameSecondOfficer(page)
  await goTo(page, '亮证告知')
  await showAndNotify(page)

  await goTo(page, '检查')
  await answer(items(page).nth(0), '合格')
  await photograph(items(page).nth(0), photos.slice(0, 2).map((photo) => photo.path))
  page = await killAndReopen(context, page, '/app/')
  await page.getByRole('link', { name: /继续/ }).or(page.getByRole('button', { name: /继续/ })).first().click()
  await expect(page).toHaveURL(new RegExp(`/app/visits/${visit}/items`))
  await expect(items(page).nth(0).locator('.file-picture')).toHaveCount(2)
  await expect(items(page).nth(0).getByRole('radio', { name: '合格', exact: true })).toBeChecked()
  await answer(items(page).nth(1), '不合格')
  await photograph(items(page).nth(1), photos.slice(2).map((photo) => photo.path))
  await passTheRest(page)

  await goTo(page, '发现与处理')
  await page.getByRole('button', { name: /^为“.*”记录发现$/ }).first().click()
  const finding = page.getByRole('form', { name: '记录发现' })
  for (const field of await finding.getByRole('textbox').all())
    if ((await field.inputValue()) === '') await field.fill('现场核实,与要求不符')
  await finding.getByRole('button', { name: '保存发现' }).click()
  await expect(finding).toHaveCount(0)

  await goTo(page, '笔录')
  await page.getByLabel('签名人姓名').fill('张建国')
  await sign(page, '当事人签名')
  page = await killAndReopen(context, page, `/app/visits/${visit}/record`)
  await sign(page, '执法人员签名')
  await sign(page, '执法人员签名')
  await goTo(page, '结束')
  await page.getByRole('button', { name: '结束检查' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确认结束' }).click()
  await expect(page.getByText(/检查已于.*结束/)).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: '离线' })).toBeVisible()
  const signed = await signedOnThePhone(page)

  await context.setOffline(false)
  await expect(page.getByRole('status').filter({ hasText: '已同步' })).toBeVisible({ timeout: 90_000 })

  const supervisor = account('supervisor', officer.agency)
  const headers = { authorization: `Bearer ${await token(request, supervisor)}` }
  const received: { jti: string; jws: string; kind: string; body: { sha256?: string } }[] = []
  for (let cursor = ''; ; ) {
    const answer = await request.get(`/api/inspections/${visit}/entries?limit=100${cursor}`, { headers })
    const { items, next } = await answer.json()
    received.push(...items)
    if (!next) break
    cursor = `&cursor=${encodeURIComponent(next)}`
  }
  expect(received.map((entry) => entry.jws).sort()).toEqual(signed.sort())
  expect(new Set(received.map((entry) => entry.jti)).size).toBe(received.length)
  for (const photo of photos) {
    const original = await request.get(`/api/evidence/${photo.sha256}/original`, { headers })
    expect(original.status()).toBe(200)
    expect(createHash('sha256').update(await original.body()).digest('hex')).toBe(photo.sha256)
  }
  expect(received.filter((entry) => entry.kind === 'attached').map((entry) => entry.body.sha256).sort()).toEqual(photos.map((photo) => photo.sha256).sort())

  const desk = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await logIn(desk, '/console/', supervisor)
  await desk.goto(`/console/records/${visit}`)
  await expect(desk.getByText('完整').first()).toBeVisible()
  await desk.getByRole('button', { name: '通过' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: /确认/ }).click()
  await expect(desk.getByText('已通过').first()).toBeVisible()

  await desk.getByRole('link', { name: '打印笔录' }).click()
  const paper = desk.getByRole('article', { name: '打印件' })
  await expect(paper.getByText(`附件 ${photos.length} 份`)).toBeVisible()
  await expect(paper.locator('img')).toHaveCount(photos.length)
  const [proof] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('button', { name: '下载存证' }).click()])
  const told = execFileSync(`${__dirname}/../../.venv/bin/zhifa`, ['inspections', 'verify', await proof.path(), '--keys', await keysOf(request)], { encoding: 'utf8' })
  expect(told).toContain(`visit  ${visit}`)
  expect(told).toContain('演示数据')
  for (const photo of photos) expect(told).toContain(photo.sha256)
  const citizen = await (await browser.newContext()).newPage()
  await citizen.goto(new URL(await codeOn(desk, /打印件核对码/)).pathname)
  await expect(citizen.getByRole('heading', { name: '与系统记录一致' })).toBeVisible()
  await expect(citizen.getByText(`${received.length} 条现场记录`)).toBeVisible()

  await page.goto('/app/records')
  await expect(page.getByText('已通过').first()).toBeVisible()
  await page.goto(`/app/records/${visit}`)
  const print = page.getByRole('link', { name: '打印笔录' })
  await expect(print).toBeVisible()
  await context.setOffline(true)
  await print.click()
  await expect(page.getByText('现在没有连上')).toBeVisible()
  await context.setOffline(false)
  await page.getByRole('button', { name: '重试' }).click()
  await expect(page.getByRole('article', { name: '打印件' })).toBeVisible()
  await checker(page)('paper')
  await page.getByRole('link', { name: '返回' }).click()
  await expect(print).toBeVisible()
})

/** The server's public keys in a file, as somebody else would keep them. */
async function keysOf(request: APIRequestContext): Promise<string> {
  const file = test.info().outputPath('jwks.json')
  writeFileSync(file, await (await request.get('/.well-known/jwks.json')).body())
  return file
}

/** Every entry that the phone holds, as it was signed, read from its own database. */
async function signedOnThePhone(page: import('@playwright/test').Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found: string[] = []
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name ?? '')
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
      if (db.objectStoreNames.contains('entries')) {
        const rows = await new Promise<{ jws: string }[]>((resolve, reject) => {
          const request = db.transaction('entries').objectStore('entries').getAll()
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
        found.push(...rows.map((row) => row.jws))
      }
      db.close()
    }
    return found
  })
}
