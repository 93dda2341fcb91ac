import { execFileSync } from 'node:child_process'
import type { APIRequestContext, BrowserContext, Page } from '@playwright/test'
import { expect } from '@playwright/test'

const root = `${__dirname}/../../`

export interface DemoAccount {
  username: string
  password: string
  role: string
  agency: string
  display_name: string
}

let told: DemoAccount[] | undefined

/** The demo accounts, as programs are told of them. Asked once: it is the same city each time. */
export function accounts(): DemoAccount[] {
  told ??= JSON.parse(execFileSync(`${root}.venv/bin/zhifa`, ['demo', 'accounts', '--json'], { encoding: 'utf8' }))
  return told as DemoAccount[]
}

/** The first account of a role, in the given agency if one is named. */
export function account(role: string, agency?: string): DemoAccount {
  const found = accounts().find((one) => one.role === role && (!agency || one.agency === agency))
  if (!found) throw new Error(`no demo account for ${role} ${agency ?? ''}`)
  return found
}

export async function logIn(page: Page, path: '/app/' | '/console/', who: Pick<DemoAccount, 'username' | 'password'>): Promise<void> {
  await page.goto(path)
  await page.getByLabel('账号').fill(who.username)
  await page.getByLabel('密码').fill(who.password)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByLabel('密码')).toHaveCount(0)
}

/** Waits until the phone could lose its signal now: application cached, reference packs stored. */
export async function readyForNoSignal(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.goto('/app/mine')
  for (const pack of ['监管对象', '事项与检查标准', '执法人员'])
    await expect(page.getByText(new RegExp(`^\\s*${pack} [1-9]`))).toBeVisible()
  await page.goto('/app/')
}

/** Waits until the screen has what it shows. The line itself is never idle: the inbox listens on it. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main').first().waitFor()
  await page.waitForTimeout(300)
  await expect(page.locator('.skeleton')).toHaveCount(0)
}

/** The phone dies and is switched on again: all pages of the context are closed, and one opens the app. */
export async function killAndReopen(context: BrowserContext, page: Page, path: string): Promise<Page> {
  await page.close({ runBeforeUnload: false })
  const again = await context.newPage()
  await again.goto(path)
  return again
}

/** A token for asking the API directly. */
export async function token(request: APIRequestContext, who: DemoAccount): Promise<string> {
  const answer = await request.post('/api/session', {
    data: { username: who.username, password: who.password, client: 'console', device: null },
  })
  expect(answer.status()).toBe(201)
  return (await answer.json()).access_token
}
