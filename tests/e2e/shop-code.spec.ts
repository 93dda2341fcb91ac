import { readFileSync } from 'node:fs'
import { chromium, expect, type Page, test } from '@playwright/test'
import { filmOf, printedCodes } from './codes'
import { account, logIn, readyForNoSignal, token } from './people'
import { printed, type Shop } from './public'

/** 扫码入企: the code printed for a shop, before the officer's camera and on a stranger's phone. */

const phoneSized = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' }
const place = { geolocation: { latitude: 35.0151, longitude: 110.9983, accuracy: 12 } }

test('the desk looks for shops and prints the sheet of their codes', async ({ page, request }, info) => {
  const supervisor = account('supervisor', account('officer').agency)
  const headers = { authorization: `Bearer ${await token(request, supervisor)}` }
  const [shop]: Shop[] = (await (await request.get('/api/subjects?limit=1', { headers })).json()).items
  if (!shop) throw new Error('the demo city has a subject')
  await logIn(page, '/console/', supervisor)
  await page.goto('/console/subject-codes')
  await page.getByRole('searchbox').fill(shop.name)
  await page.getByRole('button', { name: '查找' }).click()
  await expect(page.getByRole('list', { name: '监管对象' }).getByRole('listitem')).toHaveCount(1)
  await page.getByRole('checkbox').check()
  const [sheet] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '打印 1 张' }).click()])
  const path = info.outputPath('sheet.pdf')
  await sheet.saveAs(path)
  expect(await printedCodes(readFileSync(path))).toHaveLength(1)
})

test('the code in the shop opens the visit for its subject, with signal and without', async ({ browser, request }, info) => {
  const officer = account('officer')
  const headers = { authorization: `Bearer ${await token(request, account('supervisor', officer.agency))}` }
  const listed: Shop[] = (await (await request.get('/api/subjects?limit=8', { headers })).json()).items
  const [near, far, copied, ...others] = listed
  if (!near || !far || !copied) throw new Error('the demo city has three subjects')
  const [one, two, old] = await printed(request, headers, [near, far, copied])
  if (!one || !two || !old) throw new Error('unreachable')
  await printed(request, headers, [copied], '被人翻拍')

  const film = info.outputPath('code.mjpeg')
  const drawing = await (await browser.newContext({ deviceScaleFactor: 2 })).newPage()
  await filmOf(film, drawing, one)
  const camera = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`],
  })
  try {
    const context = await camera.newContext({ ...phoneSized, ...place, baseURL: info.project.use.baseURL, permissions: ['camera', 'geolocation'] })
    const page = await context.newPage()
    await logIn(page, '/app/', officer)
    await readyForNoSignal(page)

    await test.step('with signal: the visit is that shop’s, found by its code', async () => {
      await page.getByRole('button', { name: '开始检查' }).click()
      await page.getByRole('button', { name: '扫码' }).click()
      await expect(page.getByRole('heading', { name: near.name })).toBeVisible()
      await seen(page, 'shop-scanned')
      const visit = await opened(page)
      await expect(page.getByRole('status').filter({ hasText: '已同步' })).toBeVisible({ timeout: 60_000 })
      const record = await (await request.get(`/api/inspections/${visit}`, { headers })).json()
      expect(record.record.subject).toMatchObject({ id: near.id, name: near.name, by: 'code' })
    })

    await test.step('without signal: the same, from the phone’s own pack', async () => {
      await filmOf(film, drawing, two)
      await context.setOffline(true)
      await page.goto('/app/visits/new')
      await page.getByRole('button', { name: '扫码' }).click()
      await expect(page.getByRole('heading', { name: far.name })).toBeVisible()
      await opened(page)
      await expect(page.getByRole('status').filter({ hasText: '离线' })).toBeVisible()
    })

    await test.step('a code that is no shop’s, an unknown and a withdrawn one are told apart from a shop', async () => {
      const nobody = new URL('/s/AAAAAAAAAAAAAAAAAAAAAA', one).href
      for (const [name, text, words] of [
        ['other', new URL('/register', one).href, '这不是入企码'],
        ['unknown', nobody, '本机资料里没有这张入企码'],
        ['withdrawn', old, '本机资料里没有这张入企码'],
      ] as const) {
        await filmOf(film, drawing, text)
        await page.goto('/app/visits/new')
        await page.getByRole('button', { name: '扫码' }).click()
        await expect(page.getByText(words)).toBeVisible()
        await seen(page, `shop-${name}`)
        await expect(page.getByRole('searchbox', { name: '搜索对象' })).toBeVisible()
      }
    })
  } finally {
    await camera.close()
  }

  await test.step('whoever reads it in the shop sees the shop’s own history, and of others nothing', async () => {
    const stranger = await (await browser.newContext({ ...phoneSized, javaScriptEnabled: false, baseURL: info.project.use.baseURL })).newPage()
    await stranger.goto(one)
    await expect(stranger.locator('body')).toContainText(near.name)
    await expect(stranger.locator('body')).toContainText(officer.agency)
    const told = await stranger.locator('body').innerText()
    for (const other of [far, copied, ...others]) expect(told).not.toContain(other.name)
    const within = await stranger.locator('a').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname))
    expect(within.filter((path) => /^\/(s|i|v|c)\//.test(path) && !one.endsWith(path.split('/').slice(0, 3).join('/')))).toEqual([])
    await seen(stranger, 'shop-history')
    const before = await stranger.goto(old)
    const never = await stranger.goto('/s/AAAAAAAAAAAAAAAAAAAAAA')
    expect([before?.status(), never?.status()]).toEqual([404, 404])
    expect(await (await request.get(old)).text()).toBe(await (await request.get('/s/AAAAAAAAAAAAAAAAAAAAAA')).text())
  })
})

/** Signs the opening of the visit to the subject on the screen; answers its id. */
async function opened(page: Page): Promise<string> {
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('checkbox').first().check()
  await page.getByRole('radiogroup', { name: '任务来源' }).getByRole('radio', { name: '计划检查' }).check()
  const reason = page.getByLabel('原因', { exact: true })
  if (await reason.isVisible()) await reason.fill('群众反映后复查')
  await page.getByRole('button', { name: '开始现场检查' }).click()
  await page.waitForURL(/\/app\/visits\/[0-9a-f-]{36}\/officers/)
  return /visits\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
}

async function seen(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true })
}
