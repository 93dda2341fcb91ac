import type { Page } from '@playwright/test'
import { begin, chooseSubject, goTo, items, photograph } from './officer'
import { settled } from './people'
import { photographs } from './photographs'

/** Every screen of both applications, and how to get there. `seen` is told the name of each. */
type Seen = (name: string) => Promise<void>

/** Walks the officer's screens; expects to be logged in on 首页. Leaves a visit open. */
export async function officerScreens(page: Page, seen: Seen): Promise<void> {
  await page.getByRole('button', { name: '开始检查' }).waitFor()
  await seen('home')
  for (const [path, name] of [
    ['/app/certificate', 'certificate'],
    ['/app/records', 'records'],
    ['/app/mine', 'mine'],
    ['/app/outbox', 'outbox'],
  ] as const) {
    await page.goto(path)
    await settled(page)
    await seen(name)
  }
  await page.goto('/app/visits/new')
  await page.getByRole('searchbox', { name: '搜索对象' }).fill('餐')
  await page.getByRole('list', { name: '对象' }).getByRole('button').first().waitFor()
  await seen('choose')
  await page.getByRole('button', { name: '手工录入' }).click()
  await seen('by-hand')
  await page.goto('/app/visits/new')
  await page.getByRole('button', { name: '加入同事的检查' }).click()
  await seen('join')
  await page.goto('/app/')
  await chooseSubject(page, '餐')
  await seen('prepare')
  const visit = await begin(page)
  for (const [title, name] of [
    ['对象', 'subject'],
    ['事项', 'matters'],
    ['人员', 'officers'],
    ['亮证告知', 'notice'],
    ['检查', 'items'],
    ['发现与处理', 'findings'],
    ['笔录', 'record'],
    ['结束', 'finish'],
  ] as const) {
    await goTo(page, title)
    await page.waitForTimeout(400)
    await seen(`visit-${name}`)
  }
  await formsOfAVisit(page, seen)
  await page.goto(`/app/records/${visit}`)
  await page.waitForTimeout(400)
  await seen('my-record')
  await page.goto('/app/')
  await page.getByText('继续').first().waitFor()
  await seen('home-with-visit')
}

/** The forms and dialogs inside a visit. */
async function formsOfAVisit(page: Page, seen: Seen): Promise<void> {
  await goTo(page, '检查')
  await page.getByRole('button', { name: '其余全部合格' }).click()
  await seen('ask')
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
  await goTo(page, '发现与处理')
  await page.getByRole('button', { name: '记录其他发现' }).click()
  await seen('finding')
  await page.getByRole('button', { name: '返回', exact: true }).click()
  await page.getByRole('button', { name: '记录处理措施' }).click()
  await seen('measure')
  await page.getByRole('button', { name: '返回', exact: true }).click()
  await goTo(page, '笔录')
  await page.getByRole('button', { name: '当事人拒签' }).click()
  await seen('refusal')
}

/** A photograph as large as the phone. Leaves a visit open. */
export async function largePicture(page: Page, seen: Seen): Promise<void> {
  await chooseSubject(page, '餐')
  await begin(page)
  await goTo(page, '检查')
  await photograph(items(page).first(), photographs().slice(0, 1).map(({ path }) => path))
  await items(page).first().locator('.file-picture').click()
  await page.getByRole('button', { name: '关闭' }).waitFor()
  await seen('viewer')
  await page.getByRole('button', { name: '关闭' }).click()
}

/** What comes between the officer and the screens: a new version, the lock. Expects a visit to be open. */
export async function interruptions(page: Page, seen: Seen): Promise<void> {
  await page.goto('/app/outbox')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.register('/app/sw.js?next', { scope: '/app/' })))
  await page.getByRole('region', { name: '版本更新' }).waitFor()
  await seen('update')
  await page.goto('/app/mine')
  await page.getByRole('button', { name: '锁定' }).click()
  await page.getByLabel('6 位数字').fill('204816')
  await seen('choose a lock')
  await page.getByRole('button', { name: '设置并锁定' }).click()
  await page.getByRole('heading', { name: '已锁定' }).waitFor()
  await page.getByLabel('锁屏码').fill('000000')
  await page.getByRole('button', { name: '解锁', exact: true }).click()
  await page.getByRole('alert').waitFor()
  await seen('lock')
}

/** Walks the desk's screens of whoever is logged in. */
export async function deskScreens(page: Page, paths: Record<string, string>, seen: Seen): Promise<void> {
  for (const [name, path] of Object.entries(paths)) {
    await page.goto(path)
    await settled(page)
    await seen(name)
  }
}

/** Every door of the desk's menu that this role has, by its address. */
export async function menu(page: Page): Promise<string[]> {
  const doors = page.getByRole('navigation', { name: '主导航', includeHidden: true }).locator('a')
  await doors.first().waitFor({ state: 'attached' })
  return doors.evaluateAll((links) => links.map((link) => link.getAttribute('href')?.replace('/console/', '') ?? ''))
}

/** A record with its dialogs; expects the list of records. */
export async function recordScreens(page: Page, seen: Seen): Promise<void> {
  await page.locator('a[data-row]').first().click()
  await page.getByRole('heading', { name: '时间线' }).waitFor()
  await settled(page)
  await seen('record')
  for (const [key, name] of [
    ['n', 'comment'],
    ['?', 'help'],
  ] as const) {
    await page.keyboard.press(key)
    await page.getByRole('dialog').waitFor()
    await seen(name)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  await page.getByRole('link', { name: '打印笔录' }).click()
  await page.getByRole('article', { name: '打印件' }).waitFor()
  await seen('paper')
}
