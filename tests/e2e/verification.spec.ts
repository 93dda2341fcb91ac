import { type APIRequestContext, type Browser, chromium, expect, type Page, test } from '@playwright/test'
import { AnotherDay, password } from './another-day'
import { codeOn, filmOf, filmTo, Phone } from './codes'
import { begin, chooseSubject, goTo } from './officer'
import { account, accounts, type DemoAccount, logIn, token } from './people'

/** 亮证 and its proof: the officer's screen on one side, whoever looks at it on the other. */

const phoneSized = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' }

test.describe.configure({ mode: 'parallel' })

test.describe('a citizen', () => {
  test.use({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, geolocation: { latitude: 35.0151, longitude: 110.9983 }, permissions: ['geolocation'] })

  test('reads 有效 from the code that the application drew, also of an open visit', async ({ browser, page }) => {
    const officer = account('officer')
    await logIn(page, '/app/', officer)
    await page.goto('/app/certificate')
    const first = await codeOn(page)
    expect(first.length).toBeLessThanOrEqual(280)
    const citizen = await (await browser.newContext({ viewport: { width: 320, height: 640 }, javaScriptEnabled: false, locale: 'zh-CN' })).newPage()
    await citizen.goto(first)
    await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('有效')
    await expect(citizen.locator('body')).toContainText(officer.display_name)
    await seen(citizen, 'valid')
    const other = await (await browser.newContext({ viewport: { width: 390, height: 844 }, userAgent: 'another phone', locale: 'zh-CN' })).newPage()
    await other.goto(first)
    await expect(other.getByRole('heading', { level: 1 })).toHaveText('请重新扫码')
    await seen(other, 'reused')

    await page.goto('/app/')
    await chooseSubject(page, '餐')
    const visit = await begin(page)
    await goTo(page, '亮证告知')
    await page.getByRole('link', { name: /打开亮证页/ }).click()
    await expect(page.getByLabel('这次亮证用于')).toHaveValue(visit)
    const named = await codeOn(page)
    expect(payload(named)['i']).toBe(Buffer.from(visit.replaceAll('-', ''), 'hex').toString('base64url'))
    await page.getByLabel('这次亮证用于').selectOption({ label: '不指明检查' })
    await expect.poll(async () => payload(await codeOn(page))['i']).toBeUndefined()
    await page.getByRole('link', { name: /返回检查/ }).click()
    await page.getByRole('button', { name: '已出示证件' }).click()
    await expect(page.getByText(/已向现场负责人出示电子证件/)).toBeVisible()
  })

  test('is told why a code proves nothing', async ({ browser, page, request, baseURL }) => {
    const phone = await new Phone().register(request, account('officer'))
    const stranger = new Phone()
    stranger.number = phone.number
    for (const [name, path, words] of [
      ['stale', phone.shows({ age: 200 }), '无效 · 码已过时'],
      ['forged', stranger.shows({ kid: phone.shortId }), '无效 · 伪造'],
      ['unknown', stranger.shows(), '无效 · 查无此码'],
    ] as const) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words)
      await lookedAt(browser, `${baseURL}${path}`, name, words)
    }
  })

  test('sees nothing of a phone that was reported lost', async ({ page, request }) => {
    const officer = account('officer')
    const phone = await new Phone().register(request, officer)
    await page.goto(phone.shows())
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('有效')
    const headers = { authorization: `Bearer ${await token(request, account('supervisor', officer.agency))}` }
    const revoked = await request.post(`/api/devices/${phone.device}/revocation`, { headers, data: { reason: '手机遗失' } })
    expect(revoked.ok()).toBe(true)
    await page.goto(phone.shows())
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('无效 · 手机已停用')
    await seen(page, 'device-revoked')
  })

  test('is told of a certificate that lapsed', async ({ browser, page, request, baseURL }) => {
    for (const [status, words] of [['expired', '无效 · 已过期'], ['suspended', '无效 · 暂扣'], ['lost', '无效 · 已挂失']] as const) {
      const phone = await holderOf(request, status)
      if (!phone) continue
      await page.goto(phone.shows())
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words)
      await lookedAt(browser, `${baseURL}${phone.shows()}`, status, words)
    }
  })

  test('is told by the printed card that it was withdrawn', async ({ page, request }) => {
    const headers = { authorization: `Bearer ${await token(request, account('registrar', '运城市司法局'))}` }
    for (const [status, words] of [['withdrawn', '无效 · 已收回'], ['cancelled', '无效 · 已注销']] as const) {
      const list = await request.get(`/api/credentials?status=${status}&limit=1`, { headers })
      const [row] = (await list.json()).items as { number: string }[]
      if (!row) continue
      const card = await (await request.get(`/api/credentials/${row.number}`, { headers })).json()
      await page.goto(new URL(card.card_code_url).pathname)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words)
      await seen(page, status)
    }
  })
})

test('a colleague scans the screen with the camera: by the server, and by the own pack with no signal', async ({ browser, page, request }, info) => {
  const film = info.outputPath('code.mjpeg')
  const [one, two] = accounts().filter((who) => who.role === 'officer')
  if (!one || !two) throw new Error('the demo city has two officers')
  expect(two.agency).toBe(one.agency)
  const shows = await (await browser.newContext(phoneSized)).newPage()
  await logIn(shows, '/app/', one)
  await shows.goto('/app/certificate')
  const camera = await cameraOf(film)
  try {
    const context = await camera.newContext({ ...phoneSized, baseURL: info.project.use.baseURL, permissions: ['camera'] })
    const scans = await context.newPage()
    await filmTo(film, shows)
    await logIn(scans, '/app/', two)
    await scans.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await scans.goto('/app/mine')
    await expect(scans.getByText(/^\s*执法人员 [1-9]/)).toBeVisible()
    await scan(scans, shows, film)
    const result = scans.getByRole('status', { name: '核验结果' })
    await expect(result).toContainText('有效')
    await expect(result).toContainText('查询时间')
    await expect(result).toContainText(one.display_name)
    await seen(scans, 'colleague-online')

    for (const [name, text, words] of await badCodes(request, one)) {
      await filmOf(film, await context.newPage(), `${info.project.use.baseURL}${text}`)
      await scans.bringToFront()
      await scans.getByRole('button', { name: '再核验一个' }).click()
      await expect(result).toContainText(words)
      await seen(scans, `colleague-${name}`)
    }

    await context.setOffline(true)
    await scan(scans, shows, film)
    await expect(result).toContainText('之后的变动未知')
    await expect(result).toContainText(one.display_name)
    await seen(scans, 'colleague-offline')

    const stranger = new Phone()
    await stranger.register(request, account('officer', elsewhere(one.agency)))
    await scans.getByLabel('或输入证号').fill(stranger.number)
    await scans.getByRole('button', { name: '按证号查询' }).click()
    await expect(result).toContainText('无法核验')
    await seen(scans, 'colleague-elsewhere')
  } finally {
    await camera.close()
  }
})

test('a phone with no signal goes on drawing; who scans it learns what has become of the certificate and the phone', async ({ browser }, info) => {
  test.slow() // Two browsers, a server of its own, and half a minute until the next code.
  const moment = '2026-11-23T10:00:00+08:00'
  const day = await AnotherDay.begins(info.outputPath('day'), moment)
  const film = info.outputPath('code.mjpeg')
  const shows = await (await browser.newContext({ ...phoneSized, baseURL: day.origin })).newPage()
  await logIn(shows, '/app/', { username: 'li', password })
  await shows.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await shows.goto('/app/certificate')
  const camera = await cameraOf(film)
  try {
    await filmTo(film, shows)
    const scans = await (await camera.newContext({ ...phoneSized, baseURL: day.origin, permissions: ['camera'] })).newPage()
    await logIn(scans, '/app/', { username: 'wang', password })
    const result = scans.getByRole('status', { name: '核验结果' })
    const scanned = async (name: string, words: string): Promise<void> => {
      if (scans.url().includes('verify')) await scans.getByRole('button', { name: '再核验一个' }).click()
      else await scans.goto('/app/certificate?verify')
      await expect(result).toContainText(words)
      await seen(scans, `scanned-${name}`)
    }
    const first = await codeOn(shows)
    await filmTo(film, shows)
    await scanned('valid', '有效')
    await expect.poll(() => codeOn(shows), { timeout: 60_000 }).not.toBe(first)
    await lookedAt(browser, await codeOn(shows), 'valid', '有效')

    await shows.context().setOffline(true)
    const { items } = await day.asks<{ items: { number: string; officer_name: string }[] }>('registrar', '/api/credentials?limit=100')
    const number = items.find((row) => row.officer_name === 'li同志')?.number
    const taken = { status: 'withdrawn', starts_at: moment, reason: '调离执法岗位', document: '运司发〔2026〕1号' }
    const { id } = await day.asks<{ id: string }>('registrar', `/api/credentials/${number}/status`, taken)
    await day.asks('registrar_two', `/api/credential-changes/${id}/decision`, { decision: 'approve', words: '' })
    await filmTo(film, shows)
    await scanned('withdrawn', '该证件已收回')
    await lookedAt(browser, await codeOn(shows), 'withdrawn', '无效 · 已收回')

    const devices = await day.asks<{ items: { id: string; account_name: string }[] }>('supervisor', '/api/devices?limit=50')
    const lost = devices.items.find((device) => device.account_name === 'li同志')
    await day.asks('supervisor', `/api/devices/${lost?.id}/revocation`, { reason: '手机遗失' })
    await filmTo(film, shows)
    await scanned('lost', '手机已被停用')
    await lookedAt(browser, await codeOn(shows), 'lost', '无效 · 手机已停用')
  } finally {
    await camera.close()
    day.ends()
  }
})

/** The page of a code as a citizen sees it: on a phone, on a narrow one in large type, and in the dark. */
async function lookedAt(browser: Browser, code: string, name: string, band: string): Promise<void> {
  for (const [how, width, colorScheme, size] of [['phone', 390, 'light', '100%'], ['narrow', 320, 'light', '200%'], ['dark', 390, 'dark', '100%']] as const) {
    const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme, locale: 'zh-CN', userAgent: `phone of ${name}` })
    const page = await context.newPage()
    await page.goto(code)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(band)
    await page.evaluate((fontSize) => document.documentElement.style.setProperty('font-size', fontSize), size)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${name}, ${how}`).toBeLessThanOrEqual(0)
    await seen(page, `page-${name}-${how}`)
    await context.close()
  }
}

/** Codes that prove nothing, and what a colleague's camera is told of each. */
async function badCodes(request: APIRequestContext, who: DemoAccount): Promise<[string, string, string][]> {
  const phone = await new Phone().register(request, who)
  const stranger = new Phone()
  stranger.number = phone.number
  const lost = await new Phone().register(request, who)
  const headers = { authorization: `Bearer ${await token(request, account('supervisor', who.agency))}` }
  await request.post(`/api/devices/${lost.device}/revocation`, { headers, data: { reason: '手机遗失' } })
  const expired = await holderOf(request, 'expired')
  const codes: [string, string, string][] = [
    ['stale', phone.shows({ age: 200 }), '截图和照片不能当作亮证'],
    ['forged', stranger.shows({ kid: phone.shortId }), '内容不可信'],
    ['unknown', stranger.shows(), '登记系统里没有这个码'],
    ['lost', lost.shows(), '手机已被停用'],
  ]
  return expired ? [...codes, ['expired', expired.shows(), '已过有效期']] : codes
}

async function scan(scans: Page, shows: Page, film: string): Promise<void> {
  await shows.reload()
  await filmTo(film, shows)
  if (scans.url().includes('verify')) await scans.getByRole('button', { name: '再核验一个' }).click()
  else {
    await scans.getByRole('tab', { name: '亮证' }).click()
    await scans.getByRole('link', { name: '核验同事' }).click()
  }
}

/** A browser whose camera sees a file. */
function cameraOf(film: string): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`],
  })
}

function elsewhere(agency: string): string {
  return accounts().find((who) => who.role === 'officer' && who.agency !== agency)?.agency ?? ''
}

/** A phone of an officer whose certificate stands so, where the demo city has one who can log in. */
async function holderOf(request: APIRequestContext, status: string): Promise<Phone | null> {
  const headers = { authorization: `Bearer ${await token(request, account('registrar', '运城市司法局'))}` }
  const list = await request.get(`/api/credentials?status=${status}&limit=100`, { headers })
  const rows: { number: string; officer_name: string; agency_name: string }[] = (await list.json()).items
  for (const row of rows) {
    const who = accounts().find((one) => one.display_name === row.officer_name && one.agency === row.agency_name)
    if (!who) continue
    const phone = await new Phone().register(request, who)
    phone.number = row.number
    return phone
  }
  return null
}

function payload(url: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(url.split('/v/')[1]?.split('.')[1] ?? '', 'base64url').toString())
}

async function seen(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true })
}
