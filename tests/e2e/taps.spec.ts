import { expect, type Locator, type Page, test } from '@playwright/test'
import { passTheRest, sign } from './officer'
import { account, logIn, readyForNoSignal } from './people'

/** screens.md: a clean visit of ten items takes at most 25 taps from 首页 to 结束, signatures and typing aside. */

const MOST = 25

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, geolocation: { latitude: 35.0151, longitude: 110.9983, accuracy: 12 }, permissions: ['geolocation'] })

test('a clean visit takes few taps', async ({ page }) => {
  await logIn(page, '/app/', account('officer'))
  await readyForNoSignal(page)
  let taps = 0
  const tap = async (target: Locator) => {
    taps += 1
    await target.click()
  }
  const button = (name: string | RegExp) => page.getByRole('button', { name })

  await tap(button('开始检查'))
  await page.getByRole('searchbox', { name: '搜索对象' }).fill('餐')
  await tap(page.getByRole('list', { name: '对象' }).getByRole('button').first())
  await tap(button('下一步'))
  await tap(page.getByRole('list', { name: '按行业推荐的事项' }).getByRole('checkbox').first())
  await tap(page.getByRole('radiogroup', { name: '任务来源' }).getByRole('radio', { name: '计划检查' }))
  const reason = page.getByLabel('原因', { exact: true })
  if (await reason.isVisible()) await reason.fill('群众反映后复查')
  await tap(button('开始现场检查'))
  await page.waitForURL(/officers/)
  await seen(page, 'taps-officers')

  await tap(page.locator('.officers__pick').first())
  await tap(button('同事手机无法使用'))
  await tap(button('登记加入'))
  await expect(page.getByText(/协办/).first()).toBeVisible()
  await tap(button('下一步'))
  await tap(button('已出示证件'))
  await tap(page.getByRole('radio', { name: '不申请回避' }))
  await seen(page, 'taps-notice')
  await tap(button('当事人已知悉'))
  await expect(button('当事人已知悉')).toHaveCount(0)
  await tap(button('下一步'))
  const questions = await page.locator('[data-item]').count()
  await seen(page, 'taps-items')
  await passTheRest(page)
  taps += 2
  await tap(button('下一步'))

  await page.getByLabel('签名人姓名').fill('张建国')
  await seen(page, 'taps-record')
  await sign(page, '当事人签名')
  for (let officer = 0; officer < 2; officer += 1) await sign(page, '执法人员签名')
  await tap(button('下一步'))
  await expect(page.getByText('没有缺项,可以结束。')).toBeVisible()
  await seen(page, 'taps-finish')
  await tap(button('结束检查'))
  await tap(page.getByRole('dialog').getByRole('button', { name: '确认结束' }))
  await expect(page.getByText(/检查已于.*结束/)).toBeVisible()
  console.log(`${questions} items, ${taps} taps`)
  expect(taps).toBeLessThanOrEqual(MOST)
})

test('what is missing is told before the end, each with its law and a way to it', async ({ page }) => {
  await logIn(page, '/app/', account('officer'))
  await readyForNoSignal(page)
  await page.getByRole('button', { name: '开始检查' }).click()
  await page.getByRole('searchbox', { name: '搜索对象' }).fill('店')
  await page.getByRole('list', { name: '对象' }).getByRole('button').first().click()
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('checkbox').first().check()
  await page.getByRole('radiogroup', { name: '任务来源' }).getByRole('radio', { name: '计划检查' }).check()
  const reason = page.getByLabel('原因', { exact: true })
  if (await reason.isVisible()) await reason.fill('群众反映后复查')
  await page.getByRole('button', { name: '开始现场检查' }).click()
  await page.waitForURL(/officers/)
  await page.goto(page.url().replace('/officers', '/findings'))
  await page.getByRole('button', { name: /处理措施/ }).first().click()
  await page.getByRole('radio', { name: '先行登记保存' }).check()
  await expect(page.getByText(/先行登记保存物品的处理:应在 \d{4}-\d{2}-\d{2} 前\(7 个工作日/)).toBeVisible()
  await page.getByLabel('要求或内容').fill('登记保存食用油两桶')
  await page.getByRole('button', { name: '法定期限' }).click()
  await seen(page, 'missing-measure')
  await page.getByRole('button', { name: '保存措施' }).click()
  await expect(page.getByText('登记保存食用油两桶')).toBeVisible()
  await page.goto(page.url().replace('/findings', '/finish'))
  const missing = page.getByRole('region', { name: /^还缺 \d+ 项$/ })
  await expect(missing.getByRole('link')).toHaveCount(6)
  await expect(missing.getByRole('link').first()).toContainText('执法人员不足两人')
  await expect(missing.getByRole('link').first()).toContainText('行政处罚法第四十二条')
  await expect(page.getByRole('heading', { name: '结束后的期限' })).toBeVisible()
  for (const [name, width, size] of [['missing', 390, 1], ['missing-narrow', 320, 1], ['missing-large', 390, 1.35]] as const) {
    await page.setViewportSize({ width, height: 844 })
    await page.evaluate((scale) => document.documentElement.style.setProperty('font-size', `${scale * 100}%`), size)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    await seen(page, name)
  }
  await missing.getByRole('link').first().click()
  await expect(page).toHaveURL(/officers$/)
  await page.goBack()
  await page.getByRole('button', { name: '结束检查' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确认结束' }).click()
  await expect(page.getByText('结束时的缺项')).toBeVisible()
  await seen(page, 'missing-closed')
})

async function seen(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true })
}
