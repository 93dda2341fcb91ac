import type { Page } from '@playwright/test'
import { begin, chooseSubject, goTo } from './officer'

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
    await page.waitForLoadState('networkidle')
    await seen(name)
  }
  await page.goto('/app/visits/new')
  await page.getByRole('searchbox', { name: '搜索对象' }).fill('餐')
  await page.getByRole('list', { name: '对象' }).getByRole('button').first().waitFor()
  await seen('choose')
  await page.goto('/app/')
  await chooseSubject(page, '餐')
  await seen('prepare')
  const visit = await begin(page)
  for (const [title, name] of [
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
  await page.goto(`/app/records/${visit}`)
  await page.waitForTimeout(400)
  await seen('my-record')
  await page.goto('/app/')
  await page.getByText('继续').first().waitFor()
  await seen('home-with-visit')
}

/** Walks the desk's screens of whoever is logged in. */
export async function deskScreens(page: Page, paths: Record<string, string>, seen: Seen): Promise<void> {
  for (const [name, path] of Object.entries(paths)) {
    await page.goto(path)
    await page.waitForLoadState('networkidle')
    await seen(name)
  }
}
