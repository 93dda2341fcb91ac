import AxeBuilder from '@axe-core/playwright'
import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { answer, begin, chooseSubject, goTo, items, passTheRest } from './officer'
import { account, logIn, readyForNoSignal, token } from './people'
import { SigningPhone } from './signing'

const phone = { width: 390, height: 844 }
const RANGE = '罚款超过65000元、不满85000元'

test.use({ geolocation: { latitude: 35.0151, longitude: 110.9983, accuracy: 12 }, permissions: ['geolocation'] })

/** Waits until the library of benchmarks is whole on this phone. */
async function readyLibrary(page: Page): Promise<void> {
  await page.goto('/app/benchmarks')
  await expect(page.getByText(/^\s*\d+ 条,截至/)).toBeVisible()
}

async function lookUp(page: Page): Promise<void> {
  await page.getByRole('searchbox', { name: '搜索裁量基准' }).fill('保质期 124条')
  const first = page.getByRole('list', { name: '搜索结果' }).getByRole('link').first()
  await expect(first.locator('mark').first()).toBeVisible()
  await expect(first).toContainText('食品安全法 第124条第1款第5项')
  await first.click()
  await page.getByLabel('货值金额(元)').fill('8,000')
  await page.getByRole('radiogroup', { name: '违法情节' }).getByRole('radio', { name: '一般' }).check()
  await expect(page.getByRole('region', { name: '裁量结果' })).toContainText(RANGE)
}

async function axe(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).analyze()
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    const told = grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
    expect(told, `axe on ${name}, ${colorScheme}`).toEqual([])
  }
}

test('without a signal: search, answer, put into the visit; the server reckons the same', async ({ page, context, request }) => {
  await page.setViewportSize(phone)
  const officer = account('officer')
  await logIn(page, '/app/', officer)
  await readyForNoSignal(page)
  await readyLibrary(page)
  await page.goto('/app/')
  await chooseSubject(page, '餐')
  const visit = await begin(page)
  await goTo(page, '检查')
  await answer(items(page).nth(0), '不合格')
  await passTheRest(page)
  await context.setOffline(true)

  await goTo(page, '发现与处理')
  await page.getByRole('list', { name: '还没有记发现的不合格项' }).getByRole('link', { name: '查裁量基准' }).click()
  await lookUp(page)
  await page.getByRole('button', { name: '为什么' }).click()
  await expect(page.getByRole('dialog', { name: '为什么' })).toContainText('货值金额为8000元')
  await axe(page, 'the reasons')
  await page.getByRole('button', { name: '知道了' }).click()
  await axe(page, 'a violation')
  await page.getByLabel('拟处罚款(元,可不填)').fill('90000')
  await page.getByRole('button', { name: '记入本次检查' }).click()
  await expect(page.getByRole('alert')).toContainText('请写明理由')
  await page.getByLabel('拟处罚款(元,可不填)').fill('100000.01')
  await page.getByLabel('超出本阶次的理由').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '记入本次检查' }).click()
  await expect(page.getByRole('alert')).toContainText('超出法定幅度(50000元以上100000元以下),不能记入')
  await page.getByLabel('拟处罚款(元,可不填)').fill('70000')
  await page.getByRole('button', { name: '记入本次检查' }).click()
  await expect(page.getByText(`裁量:一般,${RANGE};拟处罚款 70000 元`)).toBeVisible()
  await expect(page.getByRole('list', { name: '还没有记发现的不合格项' })).toHaveCount(0)
  await page.goto('/app/benchmarks')
  await expect(page.getByRole('list', { name: '最近查过' }).getByRole('link')).toHaveCount(1)
  await expect(page.getByText('离线查询')).toBeVisible()
  await axe(page, 'the search')

  await context.setOffline(false)
  await expect(page.getByRole('status').filter({ hasText: '已同步' })).toBeVisible({ timeout: 90_000 })
  const [finding] = await findings(request, account('supervisor', officer.agency), visit)
  expect(finding.benchmark.sha256).toMatch(/^[0-9a-f]{64}$/)
  expect(finding.check).toMatchObject({ state: 'same', tier: '一般', range: RANGE, outside: false })
  expect(finding.check.trace).toEqual(finding.trace)
})

test('a result that was tampered with is flagged on the desk', async ({ page, request }) => {
  const officer = account('officer')
  const signing = await SigningPhone.register(request, officer)
  const version = await signing.benchmark('保质期')
  const facts = { goods_value: '8000', circumstance: '从重' }
  const found = { title: '超过保质期', items: [], words: '货架上有过期食品。', benchmark: version, facts, tier: '从轻', range: '罚款50000元以上65000元以下' }
  const visit = await signing.visit([['found', found], ['found', { ...found, benchmark: { ...version, sha256: '0'.repeat(64) } }], ['found', { ...found, benchmark: { ...version, version: '99' } }]])
  const supervisor = account('supervisor', officer.agency)
  const checks = (await findings(request, supervisor, visit)).map(({ check }) => check)
  expect(checks.map(({ state }) => state)).toEqual(['differs', 'hash_differs', 'unknown_version'])
  expect(checks[0]).toMatchObject({ tier: '从重', range: '罚款85000元以上100000元以下' })

  await page.setViewportSize({ width: 1440, height: 900 })
  await logIn(page, '/console/', supervisor)
  await page.goto(`/console/records/${visit}`)
  const flagged = page.getByText('与服务器核算不一致').first()
  await expect(flagged).toBeVisible()
  await expect(page.getByText('服务器核算:从重,罚款85000元以上100000元以下').first()).toBeVisible()
})

async function findings(request: APIRequestContext, who: ReturnType<typeof account>, visit: string) {
  const headers = { Authorization: `Bearer ${await token(request, who)}` }
  const told = await request.get(`/api/inspections/${visit}`, { headers })
  expect(told.status()).toBe(200)
  return (await told.json()).record.findings
}
