import { expect, type Page, test } from '@playwright/test'
import { checker } from './axe'
import { account, logIn, token } from './people'

test.use({ viewport: { width: 1440, height: 900 } })

const toast = (page: Page) => page.locator('.toast')
const heading = (page: Page) => page.getByRole('heading', { level: 1 })

/** Whatever has the focus is seen to have it. */
async function focusShows(page: Page): Promise<void> {
  const seen = await page.evaluate(() => {
    const focused = document.activeElement as HTMLElement
    const { outlineStyle, outlineWidth } = getComputedStyle(focused)
    return { tag: focused.tagName, shown: outlineStyle !== 'none' && parseFloat(outlineWidth) > 0 }
  })
  expect(seen.tag).not.toBe('BODY')
  if (seen.tag !== 'MAIN') expect(seen.shown, `focus on ${seen.tag}`).toBe(true)
}

async function submit(page: Page, words = ''): Promise<void> {
  await page.getByRole('dialog').waitFor()
  if (words) await page.keyboard.insertText(words)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

async function recordReady(page: Page): Promise<string> {
  await expect(page.getByRole('heading', { name: '时间线' })).toBeVisible()
  await expect(page.locator('[data-entry]').first()).toBeVisible()
  return page.url().split('/').at(-1) as string
}

/** Done when 5: ten records reviewed in the real browser, and no hand on the mouse. */
test('ten records are reviewed with the keyboard alone', async ({ page, request }) => {
  const overseer = account('overseer')
  await logIn(page, '/console/', overseer)
  await page.goto('/console/queue?sort=newest')
  await expect(page.locator('a[data-row]').first()).toBeVisible()
  const check = checker(page)

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: '键盘操作' })).toBeVisible()
  await check('help')
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.press('Escape')

  await page.keyboard.press('j')
  await focusShows(page)
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+X')
  await expect(page.getByText('已选 2 份')).toBeVisible()
  await check('queue with rows picked')
  const left = await page.evaluate(() => (document.activeElement as HTMLElement).dataset['id'])
  await page.keyboard.press('n')
  await submit(page, '请两份一并核对')
  await expect(toast(page)).toContainText('已填写意见 2 份')

  await expect(page.locator(`a[data-row][data-id="${left}"]`)).toBeFocused()
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  const seen: string[] = []
  const done: string[] = []
  const headers = { authorization: `Bearer ${await token(request, overseer)}` }
  const stateOf = async (id: string) => (await (await request.get(`/api/inspections/${id}`, { headers })).json()).row.state

  while (done.length < 10) {
    const id = await recordReady(page)
    expect(seen).not.toContain(id)
    seen.push(id)
    if ((await page.getByLabel('现在不能审核的原因').count()) > 0) {
      await page.keyboard.press('n')
      await submit(page, '已阅,请补齐后再审')
      await expect(toast(page)).toContainText('意见已保存')
      await page.keyboard.press('Shift+J')
    } else if (done.length % 3 === 0) {
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      await focusShows(page)
      await page.keyboard.press('x')
      await page.keyboard.press('r')
      await expect(page.getByRole('dialog').getByRole('button', { name: /^不再针对/ })).toHaveCount(1)
      await expect(page.getByRole('checkbox').last()).toBeVisible()
      if (done.length === 0) await check('return with a bound reason')
      await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Space')
      await page.keyboard.press('Tab')
      await submit(page, '请补充说明。')
      await expect(toast(page)).toContainText('已退回补正')
      await expect.poll(() => stateOf(id)).toBe('returned')
      done.push(id)
    } else {
      await page.keyboard.press('a')
      await page.getByRole('dialog').waitFor()
      await page.keyboard.press('Control+Enter')
      const refused = page.getByRole('dialog').getByRole('alert')
      await expect(page.getByRole('dialog').filter({ hasNot: page.getByRole('alert') })).toHaveCount(0)
      if (await refused.count()) {
        await page.keyboard.press('Escape')
        await page.keyboard.press('Shift+J')
      } else {
        await expect.poll(() => stateOf(id)).toBe('accepted')
        done.push(id)
      }
    }
    await expect(page).not.toHaveURL(new RegExp(id))
  }
  expect(new Set(done).size).toBe(10)

  const last = await recordReady(page)
  await page.keyboard.press('r')
  await submit(page, '退错了的一份')
  await expect.poll(() => stateOf(last)).toBe('returned')
  await expect(toast(page)).toContainText('撤销')
  await check('the way back')
  await page.keyboard.press('u')
  await expect(toast(page)).toContainText('已撤销')
  expect(await stateOf(last)).toBe('closed')
  const told = await (await request.get(`/api/inspections/${last}`, { headers })).json()
  expect(told.reviews.map((review: { decision: string }) => review.decision).slice(-2)).toEqual(['return', 'undo'])
})

/** By the bureau, which sees the whole city: the other walks have decided most of what the first agency had. */
test('clean records are accepted together; each that is not says why', async ({ page }) => {
  await logIn(page, '/console/', account('overseer'))
  await page.goto('/console/queue')
  await page.locator('a[data-row]').first().waitFor()
  await page.getByLabel('全选本页').check()
  await page.keyboard.press('a')
  await page.getByRole('dialog').waitFor()
  await checker(page)('many at once')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog').getByText('没有办理').or(toast(page)).first()).toBeVisible({ timeout: 60_000 })
  await checker(page)('what became of each')
})
