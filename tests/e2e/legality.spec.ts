import { expect, type Page, test } from '@playwright/test'
import { checker } from './axe'
import { account, accounts, type DemoAccount, logIn } from './people'

test.setTimeout(300_000)

/** Of an agency whose records no other walk decides on meanwhile. */
const supervisor = account('supervisor', '芮城县市场监督管理局')
/** Qualified for 法制审核 in the demo city, and shared by its agencies. */
const lawyer = accounts().find(({ username }) => username === 'yunchengsf-jd2') as DemoAccount

async function enter(page: Page, who: DemoAccount): Promise<void> {
  await page.request.delete('/api/session?client=console')
  await logIn(page, '/console/', who)
}

test('a record is sent to a qualified reviewer, and accepted once they agree', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  const check = checker(page)
  await logIn(page, '/console/', supervisor)
  await page.goto('/console/queue')
  await page.locator('a[data-row]').first().click()
  await page.getByRole('button', { name: '送法制审核' }).click()
  const record = page.url()
  const asking = page.getByRole('dialog', { name: '送法制审核' })
  await asking.getByRole('radio').first().check()
  await asking.getByLabel('送审说明(必填)').fill('涉及多个法律关系,请审核')
  await check('asking for a legal review')
  await asking.getByRole('button', { name: '送审' }).click()
  await expect(page.getByText('正在法制审核,尚未出具意见')).toBeVisible()
  await page.getByRole('button', { name: '通过', exact: true }).click()
  const deciding = page.getByRole('dialog', { name: '审核通过' })
  await deciding.getByRole('button', { name: '确认审核通过' }).click()
  await expect(deciding.getByRole('alert')).toContainText('正在法制审核')

  await enter(page, lawyer)
  await page.goto('/console/legal?mine=true&state=waiting')
  await page.locator('a[data-row]').first().click()
  await expect(page.getByRole('heading', { name: '法制审核意见' })).toBeVisible()
  const give = page.getByRole('button', { name: '提交审核意见' })
  await expect(give).toBeDisabled()
  const points = page.locator('fieldset.point')
  for (const point of (await points.all()).slice(0, 7)) await point.getByRole('radio', { name: '符合', exact: true }).check()
  await points.nth(2).getByRole('radio', { name: '不符合' }).check()
  await points.last().getByRole('radio', { name: '同意', exact: true }).check()
  await expect(page.getByText('不符合的项目须写明理由')).toBeVisible()
  await check('an opinion')
  await page.reload()
  await expect(points.nth(2).getByRole('radio', { name: '不符合' })).toBeChecked()
  await points.nth(2).getByRole('radio', { name: '符合', exact: true }).check()
  await give.click()
  await expect(page.getByText('意见已提交,送审人会收到通知。')).toBeVisible()

  await enter(page, supervisor)
  await page.goto(record)
  await expect(page.getByText('已同意')).toBeVisible()
  await page.getByRole('button', { name: '通过', exact: true }).click()
  await page.getByRole('dialog', { name: '审核通过' }).getByRole('button', { name: '确认审核通过' }).click()
  await expect(page.getByText(/^已审核通过:/)).toBeVisible()
})
