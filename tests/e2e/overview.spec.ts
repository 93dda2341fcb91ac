import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { checker } from './axe'
import { account, logIn } from './people'

/** 概览 as an overseer of the city reads it: narrow, look behind a picture, take it along, go to what it counts. */

async function opened(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 })
  await logIn(page, '/console/', account('overseer'))
  await page.getByRole('link', { name: '概览', exact: true }).click()
  await page.getByText('检查事项覆盖').first().waitFor()
}

test('the overview is narrowed, read behind its pictures, taken along and followed', async ({ page }) => {
  const faults: string[] = []
  page.on('console', (message) => message.text().includes('Content Security Policy') && faults.push(message.text()))
  await opened(page)
  await page.getByLabel('统计周期').selectOption('year')
  await expect(page).toHaveURL(/period=2026(&|$)/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('2026年')
  await page.getByLabel('区县').selectOption({ label: '盐湖区' })
  await expect(page).toHaveURL(/division=140802/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('盐湖区')

  await page.reload()
  await expect(page.getByLabel('区县')).toHaveValue('140802')
  await expect(page.getByLabel('统计期')).toHaveValue('2026')

  await expect(page.getByRole('img', { name: /^检查次数:/ })).toBeVisible()
  await page.getByText('表格:检查次数').click()
  const table = page.getByRole('table', { name: '检查次数' })
  await expect(table.getByRole('row')).toHaveCount(13)

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出 XLSX' }).click(),
  ])
  expect(file.suggestedFilename()).toBe('概览-盐湖区-2026.xlsx')
  expect(readFileSync(await file.path()).subarray(0, 2).toString()).toBe('PK')

  await page.getByRole('button', { name: '清除筛选' }).click()
  await expect(page).not.toHaveURL(/division/)
  const visits = page.getByRole('definition').filter({ has: page.getByRole('link') }).first()
  const count = Number(await visits.innerText())
  expect(count).toBeGreaterThan(20)
  await visits.getByRole('link').click()
  await expect(page).toHaveURL(/\/records\?.*from=2026-01-01/)
  await page.goBack()
  await expect(page).toHaveURL(/\/overview\?.*period=2026/)
  expect(faults).toEqual([])
})

test('the overview on a phone, in the dark, keeps to the rules of access', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await opened(page)
  await page.setViewportSize({ width: 390, height: 844 })
  for (const summary of await page.getByText(/^表格:/).all()) await summary.click()
  await checker(page)('overview')
  const { scrolled, seen } = await page.evaluate(() => ({ scrolled: document.documentElement.scrollWidth, seen: innerWidth }))
  expect(scrolled).toBeLessThanOrEqual(seen)
})

test('司法所 reads the overview of its town and takes no file', async ({ page }) => {
  await logIn(page, '/console/', account('assistant'))
  await page.goto('/console/overview')
  await page.getByText('检查事项覆盖').first().waitFor()
  await expect(page.getByRole('button', { name: '导出 XLSX' })).toHaveCount(0)
})
