import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { account, logIn } from './people'
import { deskScreens, officerScreens, recordScreens } from './screens'

/** No serious or critical violation on any screen of either application, light or dark. */
for (const scheme of ['light', 'dark'] as const) {
  test.describe(`${scheme}`, () => {
    test.use({ colorScheme: scheme, reducedMotion: 'reduce' })

    test('the phone', async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 })
      await page.goto('/app/')
      const check = checker(page)
      await page.getByLabel('账号').waitFor()
      await check('login')
      await logIn(page, '/app/', account('officer'))
      await officerScreens(page, check)
    })

    test('the desk', async ({ page }) => {
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.goto('/console/')
      const check = checker(page)
      await page.getByLabel('账号').waitFor()
      await check('login')
      await logIn(page, '/console/', account('supervisor'))
      await deskScreens(
        page,
        { queue: '/console/queue', records: '/console/records', quarantine: '/console/quarantine', devices: '/console/devices' },
        check,
      )
      await page.goto('/console/records')
      await recordScreens(page, check)
    })

    test('the desk of an administrator', async ({ page }) => {
      await logIn(page, '/console/', account('administrator'))
      await deskScreens(page, { accounts: '/console/accounts', devices: '/console/devices' }, checker(page))
    })
  })
}

function checker(page: Page) {
  return async (name: string) => {
    const { violations } = await new AxeBuilder({ page }).analyze()
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    const told = grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
    expect(told, `axe on ${name}`).toEqual([])
  }
}
