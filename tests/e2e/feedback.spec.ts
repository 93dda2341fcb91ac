import { expect, type Page, test } from '@playwright/test'
import { AnotherDay, password } from './another-day'
import { checker } from './axe'
import { account, logIn } from './people'
import { photographs } from './photographs'
import { paperPage, visited } from './public'

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

test('a complaint runs over a festival: terms in working days, from a phone to its answer', async ({ browser }, info) => {
  const day = await AnotherDay.begins(info.outputPath('day'), '2026-09-30T15:00:00+08:00')
  try {
    const { items } = await day.asks<{ items: { number: string }[] }>('supervisor', '/api/credentials?limit=1')
    const shop = await (await browser.newContext({ ...owner, baseURL: day.origin })).newPage()
    await shop.goto('/complaint')
    await expect(shop.locator('body')).toContainText('5 个工作日内决定是否受理,15 个工作日内答复')
    await shop.getByLabel('投诉谁').fill(items[0]?.number ?? '')
    await shop.getByLabel('事情经过').fill('国庆前检查,收费没有票据。')
    await shop.getByRole('button', { name: '提交投诉' }).click()
    // 1 to 7 October are holidays; Saturday the 10th is worked for them.
    const receipt = await shop.locator('body').innerText()
    expect(receipt).toContain('2026-10-13')
    expect(receipt).toContain('2026-10-27')
    await seen(shop, 'festival-taken')
    const [tracking = '', secret = ''] = [/T20260930-\w{6}/.exec(receipt)?.[0], /\w{4}-\w{4}-\w{4}/.exec(receipt)?.[0]]

    const desk = await (await browser.newContext({ baseURL: day.origin, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1440, height: 900 } })).newPage()
    const late = desk.getByRole('row').filter({ hasText: tracking }).getByText('已超期')
    const looks = async (moment: string): Promise<void> => {
      day.becomes(moment)
      await desk.context().clearCookies()
      await desk.clock.setSystemTime(new Date(moment))
      await logIn(desk, '/console/', { username: 'overseer_yanhu', password })
      await desk.goto('/console/complaints')
      await expect(desk.getByRole('link', { name: tracking })).toBeVisible()
    }
    await looks('2026-10-13T18:00:00+08:00')
    await expect(late).toHaveCount(0)
    await looks('2026-10-14T09:00:00+08:00')
    await expect(late).toBeVisible()
    await seen(desk, 'festival-overdue')
    await desk.getByRole('link', { name: tracking }).click()
    await step(desk, '受理')
    await step(desk, '答复', '已责令补开票据并退还多收款。')

    await shop.goto(`/complaints/${tracking}`)
    await shop.getByLabel('查询码').fill(secret)
    await shop.getByRole('button', { name: '查询' }).click()
    await expect(shop.locator('body')).toContainText('已责令补开票据并退还多收款')
    await expect(shop.locator('body')).toContainText('2026-10-14')
    await seen(shop, 'festival-answered')
  } finally {
    day.ends()
  }
})

test('who sends too much is asked for a little work, which the browser does by itself', async ({ browser }, info) => {
  const day = await AnotherDay.begins(info.outputPath('day'), '2026-11-23T10:00:00+08:00')
  try {
    const shop = await (await browser.newContext({ ...owner, javaScriptEnabled: true, baseURL: day.origin })).newPage()
    const complaints: string[] = []
    shop.on('console', (message) => message.type() === 'error' && !message.text().includes('429') && complaints.push(message.text()))
    for (let n = 0; n < 6; n += 1) {
      await shop.goto('/complaint')
      await shop.getByLabel('事情经过').fill(`第 ${n + 1} 件:收费没有票据。`)
      await shop.getByRole('button', { name: '提交投诉' }).click()
    }
    await expect(shop.getByRole('alert')).toContainText('这次还没有保存')
    await expect(shop.getByLabel('事情经过')).toHaveValue('第 6 件:收费没有票据。')
    await expect(shop.getByRole('status')).toHaveText('验证完成,请再次提交。', { timeout: 120_000 })
    await holds(shop, 'proof', 320)
    await checker(shop)('proof')
    await shop.getByRole('button', { name: '提交投诉' }).click()
    await expect(shop.getByRole('heading', { level: 1 })).toHaveText('投诉已收到')
    expect(complaints).toEqual([])
  } finally {
    day.ends()
  }
})

test('the public pages hold at every width, in both schemes and in large type', async ({ browser, request }) => {
  const { phone, visit } = await visited(request)
  const { visit_page: page } = await (await request.post('/api/verifications', { data: { code: phone.shows({ visit }) } })).json()
  const { items } = await (await request.get('/register/agencies.json?limit=5')).json()
  const matters = await (await request.get('/register/matters.json?limit=1')).json()
  const paths: Record<string, string> = {
    visit: page,
    history: `${page}/history`,
    paper: await paperPage(request, phone, visit),
    complaint: `${page}/complaint`,
    register: '/register',
    matters: '/register/matters',
    matter: `/register/matters/${matters.items[0].code}`,
    agencies: '/register/agencies?q=市场',
    agency: `/register/agencies/${items[0].code}`,
    complaints: '/complaints',
    unknown: '/s/AAAAAAAAAAAAAAAAAAAAAA',
    nowhere: '/nothing-here',
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
