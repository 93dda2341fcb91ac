import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { checker } from './axe'
import { Phone } from './codes'
import { account, accounts, type DemoAccount, logIn } from './people'
import { photographs } from './photographs'

/** The other side of the counter: a shop owner without script, and the justice bureau's desk. */

const owner = { viewport: { width: 390, height: 844 }, javaScriptEnabled: false, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' }

test('a visit is read, rated and complained of on a phone, and the answer comes back', async ({ browser, page, request }) => {
  const { officer, phone, visit } = await visited(request)
  const shop = await (await browser.newContext(owner)).newPage()
  await shop.goto(phone.shows({ visit }))
  await shop.getByRole('link', { name: '打开本次检查的公开页' }).click()
  await expect(shop.getByRole('heading', { level: 1 })).toContainText(officer.agency)
  await expect(shop.locator('body')).toContainText(phone.number)
  await expect(shop.getByRole('heading', { name: '您的权利和义务' })).toBeVisible()
  const address = shop.url()
  await seen(shop, 'visit')

  await shop.getByLabel('基本满意').check()
  await shop.getByRole('button', { name: '提交评价' }).click()
  await expect(shop.getByRole('heading', { level: 1 })).toHaveText('感谢您的评价')

  await shop.goto(address)
  await shop.getByRole('link', { name: '投诉', exact: true }).click()
  await seen(shop, 'complaint-form')
  await shop.getByLabel('事情经过').fill('检查后要求购买指定的消防器材,没有说明依据。')
  await shop.getByLabel('照片').setInputFiles(photographs()[0]?.path ?? '')
  await shop.getByRole('button', { name: '提交投诉' }).click()
  await expect(shop.getByRole('heading', { level: 1 })).toHaveText('投诉已收到')
  await seen(shop, 'complaint-taken')
  const told = await shop.locator('body').innerText()
  const tracking = /T\d{8}-\w{6}/.exec(told)?.[0] ?? ''
  const secret = /\w{4}-\w{4}-\w{4}/.exec(told)?.[0] ?? ''
  await expect(shop.locator('body')).toContainText(/\d{4}-\d{2}-\d{2} 前答复/)

  await page.setViewportSize({ width: 1440, height: 900 })
  await logIn(page, '/console/', account('overseer'))
  await page.goto('/console/complaints')
  await seen(page, 'desk-complaints')
  await page.getByRole('link', { name: tracking }).click()
  await expect(page.getByRole('img', { name: '投诉人附的照片 1' })).toBeVisible({ timeout: 60_000 })
  await step(page, '受理')
  await step(page, '答复', '已责成该单位停止推销,并退还费用。')
  await seen(page, 'desk-complaint')
  await step(page, '办结')
  await expect(page.locator('body')).toContainText('已办结')

  await shop.goto(`/complaints/${tracking}`)
  await shop.getByLabel('查询码').fill(secret.toLowerCase())
  await shop.getByRole('button', { name: '查询' }).click()
  await expect(shop.locator('body')).toContainText('已责成该单位停止推销')
  await seen(shop, 'complaint-answered')
})

test('the public pages hold at every width, in both schemes and in large type', async ({ browser, request }) => {
  const { phone, visit } = await visited(request)
  const { visit_page: page } = await (await request.post('/api/verifications', { data: { code: phone.shows({ visit }) } })).json()
  const { items } = await (await request.get('/register/agencies.json?limit=5')).json()
  const matters = await (await request.get('/register/matters.json?limit=1')).json()
  const paths: Record<string, string> = {
    visit: page,
    history: `${page}/history`,
    complaint: `${page}/complaint`,
    register: '/register',
    matters: '/register/matters',
    matter: `/register/matters/${matters.items[0].code}`,
    agencies: '/register/agencies?q=市场',
    agency: `/register/agencies/${items[0].code}`,
    complaints: '/complaints',
    unknown: '/s/AAAAAAAAAAAAAAAAAAAAAA',
  }
  const shop = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
  for (const [name, path] of Object.entries(paths)) {
    await shop.goto(path)
    await holds(shop, name, 320)
    const check = checker(shop)
    await check(name)
    await holds(shop, name, 1440)
    await shop.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
    await holds(shop, `${name}-large`, 390)
  }
})

/** Nothing sticks out at this width. */
async function holds(page: Page, name: string, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${name} at ${width}`).toBeLessThanOrEqual(0)
  await seen(page, `${name}-${width}`)
}

/** An officer of the demo city with a visit that is over, and the phone that shows its code. */
async function visited(request: APIRequestContext): Promise<{ officer: DemoAccount; phone: Phone; visit: string }> {
  for (const officer of accounts().filter(({ role }) => role === 'officer')) {
    const phone = await new Phone().register(request, officer)
    const answer = await request.get('/api/inspections?mine=true&limit=50', { headers: { authorization: `Bearer ${phone.token}` } })
    const rows: { id: string; state: string }[] = (await answer.json()).items
    const found = rows.find(({ state }) => state === 'accepted') ?? rows.find(({ state }) => state === 'closed')
    if (found) return { officer, phone, visit: found.id }
  }
  throw new Error('the demo city has no closed visit')
}

async function step(page: Page, name: string, words = ''): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
  const dialog = page.getByRole('dialog')
  if (words) await dialog.getByRole('textbox').fill(words)
  await dialog.getByRole('button', { name: `确认${name}` }).click()
  await expect(dialog).toHaveCount(0)
}

async function seen(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true })
}
