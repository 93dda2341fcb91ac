import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { checker } from './axe'
import { accounts, type DemoAccount, logIn, token } from './people'

const overseers = accounts().filter(({ role, agency }) => role === 'overseer' && agency === '运城市司法局')
const [chief] = overseers as [DemoAccount]
const SEED = '2026-11-27 上证收盘 3912.45'

async function ask<T>(request: APIRequestContext, who: DemoAccount, path: string): Promise<T> {
  const answer = await request.get(`/api/${path}`, { headers: { Authorization: `Bearer ${await token(request, who)}` } })
  expect(answer.status()).toBe(200)
  return answer.json()
}

interface SheetRow {
  id: string
  part: string
  draw_title: string
}

/** Who of the bureaus in the city has which part of the draw's only record. */
async function sheetsOf(request: APIRequestContext, title: string): Promise<Record<string, { who: DemoAccount; id: string }>> {
  const found: Record<string, { who: DemoAccount; id: string }> = {}
  for (const who of accounts().filter(({ role }) => role === 'overseer')) {
    const { items } = await ask<{ items: SheetRow[] }>(request, who, 'sheets')
    for (const row of items) if (row.draw_title === title) found[row.part] = { who, id: row.id }
  }
  return found
}

async function enter(page: Page, who: DemoAccount): Promise<void> {
  await page.request.delete('/api/session?client=console')
  await logIn(page, '/console/', who)
}

async function submit(page: Page): Promise<void> {
  await page.getByRole('button', { name: '提交评查表' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确认提交' }).click()
  await expect(page.getByText('已提交,不能再改。')).toBeVisible()
}

test.setTimeout(420_000)

test('a sample from the frozen list to the arbiter: anybody can draw it again, and nobody sees the other before', async ({ page, request }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  const check = checker(page)
  const title = `评查 ${Date.now()}`
  await logIn(page, '/console/', chief)

  await page.goto('/console/appraisal/rubrics')
  await page.getByRole('link', { name: '行政检查案卷评查' }).click()
  await expect(page.getByRole('table', { name: '评查项目' })).toBeVisible()
  await check('a rubric')
  await page.getByRole('link', { name: '修改(公布新版本)' }).click()
  await expect(page.getByRole('heading', { name: '修改评查标准' })).toBeVisible()
  await check('the editor of a rubric')
  await page.getByRole('button', { name: '公布这一版' }).click()
  await expect(page.getByLabel('版本')).toContainText('第 2 版')

  await page.goto('/console/appraisal/draws')
  await page.getByRole('button', { name: '新建抽样' }).click()
  const form = page.getByRole('dialog', { name: '新建抽样' })
  await form.getByLabel('名称(必填)').fill(title)
  await form.getByLabel('检查结束日期,从').fill('2025-01-01')
  await form.getByLabel('抽取份数(1 至 200)').fill('1')
  await check('a new draw')
  await form.getByRole('button', { name: '冻结清单并公布哈希' }).click()
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
  const hash = await page.locator('dd code').first().innerText()
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  await page.getByRole('button', { name: '在本机重算' }).click()
  await expect(page.getByText('清单与公布的哈希一致')).toBeVisible()
  await page.getByRole('button', { name: '公布种子并抽取' }).click()
  const naming = page.getByRole('dialog', { name: '公布种子并抽取' })
  await naming.getByLabel('种子').fill(SEED)
  await naming.getByLabel('来源').fill('上海证券交易所网站当日收盘')
  await naming.getByRole('button', { name: '公布并抽取' }).click()
  await expect(page.getByText('已抽取 1 份')).toBeVisible()
  await page.getByRole('button', { name: '在本机重算' }).click()
  await expect(page.getByText('1 份及其次序与公布的完全一致')).toBeVisible()
  await check('a draw')

  const { first, second } = await sheetsOf(request, title)
  await enter(page, first!.who)
  await page.goto(`/console/appraisal/sheets/${first!.id}`)
  const item = page.getByRole('group', { name: /^[A-Z0-9-]+ / }).last()
  await item.getByRole('radio', { name: '有问题', exact: true }).check()
  await expect(page.getByText(/还须写明/)).toBeVisible()
  await item.getByLabel('问题(必填)').fill('没有写明告知的时间')
  await item.getByLabel('处数').fill('9')
  await item.getByRole('button', { name: /选依据的条目/ }).click()
  await page.getByRole('checkbox', { name: /^选中/ }).first().check()
  await expect(item.getByRole('button', { name: '选好了(1)' })).toBeVisible()
  await item.getByRole('button', { name: '选好了(1)' }).click()
  await expect(page.getByText('已保存', { exact: true })).toBeVisible()
  await check('a sheet')

  await page.context().setOffline(true)
  await page.getByLabel('总体意见(可不填)').fill('断网时写的意见')
  await expect(page.getByText('没有连上服务器;已保存在本机')).toBeVisible()
  await page.context().setOffline(false)
  await expect(page.getByText('已保存', { exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('总体意见(可不填)')).toHaveValue('断网时写的意见')
  await expect(page.getByLabel('问题(必填)')).toHaveValue('没有写明告知的时间')
  await submit(page)

  await enter(page, second!.who)
  await page.goto(`/console/appraisal/sheets/${second!.id}`)
  await expect(page.getByRole('heading', { name: '第二评查员评查表' })).toBeVisible()
  await expect(page.getByRole('heading', { name: '其他人的评查表' })).toHaveCount(0)
  const veto = page.getByRole('group', { name: /^[A-Z0-9-]+ / }).first()
  await veto.getByRole('radio', { name: /^(未通过|有问题)$/ }).check()
  await veto.getByLabel('问题(必填)').fill('没有见到证件')
  await submit(page)
  await expect(page.getByRole('heading', { name: '其他人的评查表' })).toBeVisible()
  await expect(page.getByText('意见不一致').first()).toBeVisible()
  await check('both sheets')

  const { arbiter } = await sheetsOf(request, title)
  await enter(page, arbiter!.who)
  await page.getByRole('link', { name: '评查', exact: true }).click()
  await page.goto(`/console/appraisal/sheets/${arbiter!.id}`)
  await expect(page.getByRole('button', { name: '提交评查表' })).toBeDisabled()
  for (const one of await page.locator('fieldset.item').all()) {
    await one.getByRole('radio').first().check()
    await one.getByLabel('裁定理由(必填)').fill('记录中有,予以维持')
  }
  await check('arbitration')
  await submit(page)

  await enter(page, chief)
  await page.goto('/console/appraisal/draws')
  await page.getByRole('link', { name: title }).click()
  await expect(page.getByText('仲裁裁定')).toBeVisible()
  await expect(page.getByRole('table', { name: '各单位情况' })).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出结果(XLSX)' }).click()
  expect((await download).suggestedFilename()).toContain('.xlsx')
  await page.setViewportSize({ width: 390, height: 844 })
  await check('a settled draw at the width of a phone')
})
