import { expect, test } from '@playwright/test'
import { checker } from './axe'
import { Phone } from './codes'
import { account, logIn } from './people'
import { deskScreens, interruptions, largePicture, menu, officerScreens, recordScreens } from './screens'

/**
 * No serious or critical violation on any screen, light or dark. The registrar's and the administrator's forms are
 * put to the same check where they are filled in (registrar.spec, accounts.spec).
 */

test.describe.configure({ mode: 'parallel' })

test('the phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/app/')
  const check = checker(page)
  await page.getByLabel('账号').waitFor()
  await check('login')
  await logIn(page, '/app/', account('officer'))
  await officerScreens(page, check)
})

test('the phone: a photograph in large, a new version, the lock', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await logIn(page, '/app/', account('officer'))
  await largePicture(page, checker(page))
  await interruptions(page, checker(page))
})

const wide = { width: 1440, height: 900 }

test('the desk: what the supervisor looks through', async ({ page }) => {
  await page.setViewportSize(wide)
  await page.goto('/console/')
  const check = checker(page)
  await page.getByLabel('账号').waitFor()
  await check('login')
  await logIn(page, '/console/', account('supervisor'))
  await deskScreens(page, placesOf([...(await menu(page)), 'credentials/changes', 'inbox']), check)
  await page.goto('/console/records')
  await recordScreens(page, check)
})

test('the desk: benchmarks and matters', async ({ page }) => {
  await page.setViewportSize(wide)
  const check = checker(page)
  await logIn(page, '/console/', account('supervisor'))
  const benchmarks = ['benchmarks/waiting', 'benchmarks/import', 'benchmarks/lists', 'benchmarks/lists/new']
  await deskScreens(page, placesOf([...benchmarks, 'matters/new', 'matters/changes']), check)
  for (const [list, heading] of [
    ['matters', /^检查标准/],
    ['benchmarks/lists', /^内容$/],
  ] as const) {
    await page.goto(`/console/${list}`)
    await page.locator('a[data-row]').first().click()
    await page.getByRole('heading', { name: heading }).waitFor()
    await check(`one of ${list}`)
  }
})

function placesOf(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `/console/${name}`]))
}

test('the desk of those who keep people and certificates, at the width of a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const check = checker(page)
  for (const [role, places] of [
    ['registrar', ['credentials/changes', 'credentials/training', 'credentials/issuers', 'credentials/import']],
    ['administrator', []],
    ['overseer', ['legal/qualifications', 'appraisal/draws', 'appraisal/rubrics']],
  ] as const) {
    await logIn(page, '/console/', account(role))
    await deskScreens(page, placesOf([...(await menu(page)), ...places]), check)
    if (role === 'registrar') {
      await page.goto('/console/credentials')
      await page.locator('a[data-row]').first().click()
      await page.getByRole('heading', { name: '状态沿革' }).waitFor()
      await check('certificate')
    }
    await page.request.delete('/api/session?client=console')
  }
})

test('the public pages', async ({ page, request }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  const check = checker(page)
  const phone = await new Phone().register(request, account('officer'))
  const valid = phone.shows()
  for (const path of [valid, phone.shows({ age: 200 }), '/c/AbCdEfGhIjKlMnOpQrStUv', '/withdrawn', '/withdrawn?number=1', '/complaint', '/report']) {
    await page.goto(path)
    await check(path.slice(0, 30))
    const { scrolled, seen } = await page.evaluate(() => ({ scrolled: document.documentElement.scrollWidth, seen: innerWidth }))
    expect(scrolled, `${path.slice(0, 30)} fits the width of the smallest phone`).toBeLessThanOrEqual(seen)
  }
  await page.getByRole('button', { name: '提交举报' }).click()
  await page.getByRole('alert').first().waitFor()
  await check('report, incomplete')
})
