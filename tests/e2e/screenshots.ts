import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { codeOn } from './codes'
import { answer, begin, chooseSubject, goTo, items, nameSecondOfficer, passTheRest, photograph, showAndNotify, sign } from './officer'
import { account, accounts, type DemoAccount, logIn, settled, token } from './people'
import { photographs } from './photographs'
import { visited } from './public'

const folder = `${__dirname}/../../docs/pictures/`
const phone = { width: 390, height: 844 }
const wide = { width: 1440, height: 900 }

test.use({ geolocation: { latitude: 35.0151, longitude: 110.9983, accuracy: 12 }, permissions: ['geolocation'] })

/** Without the notice that next year's holidays are not known yet, which is there until it has been read. */
async function picture(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(500)
  const notice = page.locator('.band', { hasText: '放假安排' }).getByRole('button', { name: '知道了' })
  if (await notice.isVisible()) await notice.click()
  await page.screenshot({ path: `${folder}${name}.png` })
}

/** At the desk and in the hand. */
async function both(page: Page, name: string): Promise<void> {
  await picture(page, name)
  await page.setViewportSize(phone)
  await picture(page, `${name}-small`)
  await page.setViewportSize(wide)
}

test('pictures of a visit and of its review', async ({ page, browser }) => {
  await page.setViewportSize(phone)
  const officer = account('officer')
  await page.goto('/app/')
  await picture(page, 'app-login')
  await logIn(page, '/app/', officer)
  await page.getByRole('button', { name: '开始检查' }).waitFor()
  await settled(page)
  await picture(page, 'app-home')
  await page.goto('/app/certificate')
  await picture(page, 'app-certificate')
  await page.goto('/app/visits/new')
  await page.getByRole('searchbox', { name: '搜索对象' }).fill('餐')
  await picture(page, 'app-choose')
  await page.goto('/app/')
  await chooseSubject(page, '餐')
  await picture(page, 'app-matters')
  const visit = await begin(page)
  await nameSecondOfficer(page)
  await goTo(page, '亮证告知')
  await picture(page, 'app-notice')
  await showAndNotify(page)
  await goTo(page, '检查')
  await answer(items(page).nth(0), '合格')
  await photograph(items(page).nth(0), photographs().slice(0, 2).map((photo) => photo.path))
  await answer(items(page).nth(1), '不合格')
  await items(page).nth(0).scrollIntoViewIfNeeded()
  await picture(page, 'app-check')
  await passTheRest(page)
  await goTo(page, '发现与处理')
  await picture(page, 'app-findings')
  await goTo(page, '笔录')
  await page.getByLabel('签名人姓名').fill('张建国')
  await page.getByRole('img', { name: '当事人签名', exact: true }).scrollIntoViewIfNeeded()
  await picture(page, 'app-sign')
  await sign(page, '当事人签名')
  await sign(page, '执法人员签名')
  await page.waitForTimeout(300)
  await sign(page, '执法人员签名')
  await goTo(page, '结束')
  await picture(page, 'app-finish')
  await page.getByRole('button', { name: '结束检查' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确认结束' }).click()
  await expect(page.getByRole('status').filter({ hasText: '已同步' })).toBeVisible({ timeout: 90_000 })
  await picture(page, 'app-result')
  await page.goto(`/app/records/${visit}`)
  await picture(page, 'app-record')
  await page.goto('/app/mine')
  await picture(page, 'app-mine')

  const context = await browser.newContext({ viewport: wide, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const desk = await context.newPage()
  await logIn(desk, '/console/', account('supervisor', officer.agency))
  await desk.goto(`/console/records/${visit}`)
  await settled(desk)
  await desk.waitForTimeout(2500)
  await both(desk, 'desk-record')
  await desk.getByRole('link', { name: '打印笔录' }).click()
  await desk.getByRole('article', { name: '打印件' }).locator('img').last().waitFor()
  await both(desk, 'desk-paper')
  const citizen = await context.newPage()
  await citizen.setViewportSize(phone)
  await citizen.goto(new URL(await codeOn(desk, /打印件核对码/)).pathname)
  await picture(citizen, 'public-paper')
  await context.close()
})

test('pictures of the benchmarks', async ({ page }) => {
  await page.setViewportSize(phone)
  await logIn(page, '/app/', account('officer'))
  await page.goto('/app/benchmarks')
  await expect(page.getByText(/^\s*\d+ 条,截至/)).toBeVisible()
  await page.getByRole('searchbox', { name: '搜索裁量基准' }).fill('食品 标签')
  await page.getByRole('list', { name: '搜索结果' }).getByRole('link').first().waitFor()
  await picture(page, 'app-benchmark-search')
  await page.getByRole('searchbox', { name: '搜索裁量基准' }).fill('保质期 124条')
  await page.getByRole('list', { name: '搜索结果' }).getByRole('link').first().click()
  await page.getByLabel('货值金额(元)').fill('8000')
  await page.getByRole('radiogroup', { name: '违法情节' }).getByRole('radio', { name: '一般' }).check()
  await page.evaluate(() => scrollTo(0, 0))
  await picture(page, 'app-benchmark-result')
  await page.getByRole('button', { name: '为什么' }).click()
  await picture(page, 'app-benchmark-trace')
  await page.getByRole('button', { name: '知道了' }).click()
  await page.getByRole('heading', { name: '同案同罚' }).scrollIntoViewIfNeeded()
  await page.getByRole('heading', { name: '依据与出处' }).scrollIntoViewIfNeeded()
  await picture(page, 'app-benchmark-cases')
})

test('pictures of the other side of the counter', async ({ browser, page, request }) => {
  const { phone: shown, visit } = await visited(request)
  const shop = await (await browser.newContext({ viewport: phone, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })).newPage()
  await shop.goto(shown.shows({ visit }))
  await picture(shop, 'public-valid')
  await shop.getByRole('link', { name: '打开本次检查的公开页' }).click()
  await shop.getByRole('heading', { name: '您的权利和义务' }).waitFor()
  await picture(shop, 'public-visit')
  await shop.getByRole('link', { name: '投诉', exact: true }).click()
  await shop.getByLabel('事情经过').fill('检查后要求购买指定的消防器材,没有说明依据。')
  await shop.getByLabel('照片').setInputFiles(photographs()[0]?.path ?? '')
  await shop.getByRole('button', { name: '提交投诉' }).click()
  await shop.getByRole('heading', { name: '投诉已收到' }).waitFor()
  await picture(shop, 'public-complaint')
  const tracking = /T\d{8}-\w{6}/.exec(await shop.locator('body').innerText())?.[0] ?? ''

  await page.setViewportSize(wide)
  await logIn(page, '/console/', account('overseer'))
  await page.goto('/console/complaints')
  await page.getByRole('link', { name: tracking }).click()
  await page.getByRole('img', { name: '投诉人附的照片 1', exact: true }).waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: '受理', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确认受理' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await both(page, 'desk-complaint')
  await page.goto('/console/benchmarks?q=标注虚假')
  await page.locator('a[data-row]').first().click()
  await page.getByRole('heading', { name: '依据与出处' }).waitFor()
  await settled(page)
  await both(page, 'desk-benchmark')
})

test('pictures of the registry, of accounts, devices and the codes of shops', async ({ browser }) => {
  const desks = {
    registrar: {
      'desk-certificates': '/console/credentials',
      'desk-certificate': '/console/credentials?status=suspended',
      'desk-training': '/console/credentials/training',
      'desk-import': '/console/credentials/import',
    },
    administrator: { 'desk-accounts': '/console/accounts', 'desk-devices': '/console/devices' },
    overseer: { 'desk-shop-codes': '/console/subject-codes', 'desk-ledger': '/console/ledger' },
  }
  for (const [role, pictures] of Object.entries(desks)) {
    const context = await browser.newContext({ viewport: wide, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    const desk = await context.newPage()
    await logIn(desk, '/console/', account(role))
    for (const [name, path] of Object.entries(pictures)) {
      await desk.goto(path)
      await settled(desk)
      if (name === 'desk-certificate') {
        await desk.locator('a[data-row]').first().click()
        await desk.getByRole('heading', { name: '状态沿革' }).waitFor()
        await settled(desk)
      }
      await both(desk, name)
    }
    await context.close()
  }
})

test('picture of a matter', async ({ page }) => {
  await page.setViewportSize(wide)
  await logIn(page, '/console/', account('supervisor', account('officer').agency))
  await page.goto('/console/matters?q=餐饮服务单位')
  await page.locator('a[data-row]').first().click()
  await page.getByRole('heading', { name: '执行单位' }).waitFor()
  await settled(page)
  await picture(page, 'desk-matter')
})

test('pictures of 案卷评查 and 法制审核', async ({ page, request }) => {
  await page.setViewportSize(wide)
  const chief = account('overseer', '运城市司法局')
  const headers = { Authorization: `Bearer ${await token(request, chief)}` }
  const rubrics = await (await request.get('/api/rubrics', { headers })).json()
  const data = {
    title: '2026 年四季度案卷评查',
    rubric_id: rubrics[0].id,
    closed_from: '2025-01-01',
    closed_to: '2099-12-31',
    size: 3,
  }
  const { row } = await (await request.post('/api/draws', { headers, data })).json()
  const seed = { seed: '2026-11-27 上证收盘 3912.45', source: '上海证券交易所网站' }
  await request.post(`/api/draws/${row.id}/seed`, { headers, data: seed })
  await logIn(page, '/console/', chief)
  await page.goto(`/console/appraisal/draws/${row.id}`)
  await page.getByRole('button', { name: '在本机重算' }).click()
  await page.getByText('完全一致').waitFor()
  await both(page, 'desk-draw')
  await page.goto('/console/legal')
  await page.locator('a[data-row]').first().click()
  await page.getByRole('heading', { name: '时间线' }).waitFor()
  await settled(page)
  await both(page, 'desk-legal')
  const [sheet] = await sheets(request)
  if (!sheet) throw new Error('nobody holds a sheet of the draw')
  await page.request.delete('/api/session?client=console')
  await logIn(page, '/console/', sheet.who)
  await page.goto(`/console/appraisal/sheets/${sheet.id}`)
  await page.getByRole('heading', { name: '时间线' }).waitFor()
  await page.getByRole('group', { name: /^J1 / }).getByRole('radio', { name: '有问题', exact: true }).check()
  await page.getByLabel('问题(必填)').fill('目录与页码不符')
  await page.getByRole('button', { name: /选依据的条目/ }).click()
  await page.getByRole('checkbox', { name: /^选中/ }).first().check()
  await both(page, 'desk-sheet')

  const veto = [{ item: rubrics[0].standard.items[0].code, faults: 1, words: '没有见到证件' }]
  const held = await sheets(request)
  const disputed = held.find(({ part }) => part === 'second')?.inspection_id
  for (const { id, part, headers } of held.filter(({ inspection_id }) => inspection_id === disputed)) {
    const data = { marks: part === 'second' ? veto : [], submit: true }
    expect((await request.post(`/api/sheets/${id}`, { headers, data })).status()).toBe(200)
  }
  const arbiter = (await sheets(request)).find(({ part }) => part === 'arbiter')
  if (!arbiter) throw new Error('two who disagree have no arbiter')
  await page.request.delete('/api/session?client=console')
  await logIn(page, '/console/', arbiter.who)
  await page.goto(`/console/appraisal/sheets/${arbiter.id}`)
  await page.locator('fieldset.item').getByRole('radio').first().check()
  await page.getByLabel('裁定理由(必填)').fill('记录中有亮证,予以维持')
  await both(page, 'desk-arbiter')
})

interface Held {
  who: DemoAccount
  headers: Record<string, string>
  id: string
  part: string
  inspection_id: string
}

/** The sheets of every overseer, and who holds them. */
async function sheets(request: APIRequestContext): Promise<Held[]> {
  const found: Held[] = []
  for (const who of accounts().filter(({ role }) => role === 'overseer')) {
    const headers = { Authorization: `Bearer ${await token(request, who)}` }
    const { items } = await (await request.get('/api/sheets', { headers })).json()
    found.push(...items.map((row: Held) => ({ ...row, who, headers })))
  }
  return found
}

test('pictures of a referral and of an alert', async ({ page, request }) => {
  await page.setViewportSize(wide)
  const chief = account('supervisor', account('officer').agency)
  const headers = { Authorization: `Bearer ${await token(request, chief)}` }
  const queue = (await (await request.get('/api/inspections?state=closed&limit=50', { headers })).json()).items
  const words = '现场核实,该店登记住所在贵辖区,请依法办理'
  let referred = ''
  for (const { id, version } of queue) {
    const agencies = await (await request.get(`/api/inspections/${id}/referral-agencies?q=市场监督管理局`, { headers })).json()
    const data = { agency_id: agencies[0].id, version, words }
    if ((await request.post(`/api/inspections/${id}/referrals`, { headers, data })).ok()) referred = id
    if (referred) break
  }
  await logIn(page, '/console/', chief)
  await page.goto(`/console/records/${referred}`)
  await page.getByRole('heading', { name: '时间线' }).waitFor()
  await settled(page)
  await both(page, 'desk-referral')
  await page.goto('/console/referrals?direction=out')
  await settled(page)
  await both(page, 'desk-referrals')
  await page.goto('/console/alerts')
  await page.locator('a[data-row]').first().click()
  await page.getByRole('heading', { name: '处理经过' }).waitFor()
  await both(page, 'desk-alert')
})

test('pictures of the overview, of the lists and of many records at once', async ({ page, request }) => {
  await page.setViewportSize(wide)
  const chief = account('overseer', '运城市司法局')
  const headers = { Authorization: `Bearer ${await token(request, chief)}` }
  const [rubric] = await (await request.get('/api/rubrics', { headers })).json()
  await logIn(page, '/console/', chief)
  await page.getByRole('button', { name: '知道了' }).click()
  await page.goto('/console/overview?period=2026')
  await page.getByText('检查事项覆盖').first().waitFor()
  await both(page, 'desk-overview')
  for (const [path, name] of [
    ['queue', 'queue'],
    ['records', 'records'],
    ['alerts', 'alerts'],
    ['quarantine', 'quarantine'],
    ['appraisal', 'sheets'],
    ['appraisal/draws', 'draws'],
    ['appraisal/rubrics', 'rubrics'],
    [`appraisal/rubrics/${rubric.id}`, 'rubric'],
    ['appraisal/rubrics/new', 'rubric-form'],
    ['legal', 'legal-reviews'],
    ['legal/qualifications', 'qualifications'],
    ['benchmarks/lists', 'lists'],
  ] as const) {
    await page.goto(`/console/${path}`)
    await settled(page)
    await both(page, `desk-${name}`)
  }
  await page.goto('/console/queue')
  await page.locator('a[data-row]').first().waitFor()
  await page.getByLabel('全选本页').check()
  await page.getByRole('button', { name: '批量通过' }).click()
  await page.getByRole('dialog').waitFor()
  await both(page, 'desk-many')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').getByText('没有办理').first().waitFor({ timeout: 60_000 })
  await both(page, 'desk-many-done')
})
