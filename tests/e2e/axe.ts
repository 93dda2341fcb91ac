import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** What a program says when it shows a value that it should not. */
const PROGRAMS_WORDS = /\[object |\bundefined\b|\bNaN\b|Invalid Date/

/**
 * Answers a check of the screen as it is now: nothing serious or critical in light, as readable in dark, and words for
 * people.
 */
export function checker(page: Page): (name: string) => Promise<void> {
  return async (name) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    expect(await page.locator('body').innerText(), `words on ${name}`).not.toMatch(PROGRAMS_WORDS)
    expect(await grave(page), `axe on ${name}`).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await grave(page, { runOnly: ['color-contrast'] }), `axe on ${name}, dark`).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
  }
}

async function grave(page: Page, options: { runOnly?: string[] } = {}): Promise<string[]> {
  // In one page: there are no frames, and a page of its own for each report takes longer than the report.
  const axe = new AxeBuilder({ page }).options({ ...options, resultTypes: ['violations'] }).setLegacyMode()
  const { violations } = await axe.analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}
