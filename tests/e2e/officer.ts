import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'

/** What an officer does on the phone, in the words of the screens. */

export async function chooseSubject(page: Page, query: string): Promise<string> {
  await page.getByRole('button', { name: '开始检查' }).click()
  await page.getByRole('searchbox', { name: '搜索对象' }).fill(query)
  const first = page.getByRole('list', { name: '对象' }).getByRole('button').first()
  const name = (await first.innerText()).split('\n')[0]?.trim() ?? ''
  await first.click()
  await page.getByRole('button', { name: '下一步' }).click()
  return name
}

/** Ticks the first matter suggested, gives the source, and signs the opening; answers the visit's id. */
export async function begin(page: Page): Promise<string> {
  await page.getByRole('list', { name: '按行业推荐的事项' }).getByRole('checkbox').first().check()
  await page.getByRole('radiogroup', { name: '任务来源' }).getByRole('radio', { name: '计划检查' }).check()
  const reason = page.getByLabel('原因', { exact: true })
  if (await reason.isVisible()) await reason.fill('群众反映后复查')
  await page.getByRole('button', { name: '开始现场检查' }).click()
  await page.waitForURL(/\/app\/visits\/[0-9a-f-]{36}\/officers/)
  return /visits\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
}

export async function nameSecondOfficer(page: Page): Promise<void> {
  const candidates = page.getByRole('region', { name: '人员' }).locator('.officers__pick')
  await candidates.first().click()
  await page.getByLabel('登记原因').fill('同事手机没有电')
  await page.getByRole('button', { name: '登记加入' }).click()
  await expect(page.getByText(/协办/).first()).toBeVisible()
}

export async function showAndNotify(page: Page): Promise<void> {
  await page.getByRole('button', { name: '已出示证件' }).click()
  await expect(page.getByRole('button', { name: '已出示证件' })).toHaveCount(0)
  await page.getByRole('radiogroup', { name: '是否申请回避' }).getByRole('radio', { name: '不申请回避' }).check()
  await page.getByRole('radiogroup', { name: '当事人确认方式' }).getByRole('radio', { name: '当事人勾选确认' }).check()
  await page.getByRole('button', { name: '当事人已知悉' }).click()
  await expect(page.getByRole('button', { name: '当事人已知悉' })).toHaveCount(0)
}

/** The rows of the checklist on the screen. */
export function items(page: Page): Locator {
  return page.locator('[data-item]')
}

export async function answer(row: Locator, word: '合格' | '不合格' | '不适用'): Promise<void> {
  const radio = row.getByRole('radio', { name: word, exact: true })
  await radio.check()
  await expect(radio).toBeChecked()
}

/** Takes photographs for an item, one by one as a camera hands them over. */
export async function photograph(row: Locator, paths: string[]): Promise<void> {
  for (const [index, path] of paths.entries()) {
    await row.getByLabel(/^为“.*”拍照$/).setInputFiles(path)
    await expect(row.locator('.file-picture')).toHaveCount(index + 1, { timeout: 30_000 })
  }
}

export async function passTheRest(page: Page): Promise<void> {
  await page.getByRole('button', { name: '其余全部合格' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确认' }).click()
  await expect(page.getByRole('button', { name: '其余全部合格' })).toHaveCount(0)
}

export async function goTo(page: Page, step: string): Promise<void> {
  const title = page.locator('.rail__title').getByText(step, { exact: true })
  await page.locator('.rail__head').filter({ has: title }).click()
}

/** Writes a signature into the pad by hand, with pauses as a hand makes them. */
export async function sign(page: Page, label: '当事人签名' | '执法人员签名'): Promise<void> {
  const pad = page.getByRole('img', { name: label, exact: true })
  await pad.waitFor()
  const signed = page.getByLabel(/的签名$/)
  const before = await signed.count()
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  if (!box) throw new Error('the signature pad is not on the screen')
  for (const [dx, dy] of [[0.2, 0.3], [0.5, 0.4]] as const) {
    await page.mouse.move(box.x + box.width * dx, box.y + box.height * dy)
    await page.mouse.down()
    for (let step = 1; step <= 8; step += 1)
      await page.mouse.move(box.x + box.width * (dx + step * 0.03), box.y + box.height * (dy + (step % 3) * 0.1))
    await page.mouse.up()
  }
  await page.getByRole('button', { name: '保存签名' }).click()
  await expect(signed).toHaveCount(before + 1)
}
